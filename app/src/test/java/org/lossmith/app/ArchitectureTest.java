package org.lossmith.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what ARCHITECTURE.md says about who may know whom. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.lossmith");

    @Test
    void everyModule_isLookedAt() {
        for (String name : new String[] {
            "formula.Formula", "kernel.Kernel", "loss.Loss", "learn.data.Matrix", "learn.compare.Compare", "app.Main"
        }) {
            assertThat(CLASSES.contain("org.lossmith." + name)).as(name).isTrue();
        }
    }

    /** A package and those of ours that it may use, besides itself and the root package. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            formula,        ''
            kernel.program, formula
            kernel.lowering, kernel.program
            kernel.exact,   formula kernel.program
            kernel.loop,    formula kernel.program kernel.lowering kernel.exact
            kernel.rows,    formula kernel.program kernel.lowering kernel.loop
            kernel,         formula kernel.program kernel.loop
            loss,           formula kernel kernel.exact kernel.rows
            penalty,        formula kernel loss
            learn.data,     learn.text
            learn.solver,   ''
            learn.fit.design, learn.data
            learn.fit.objective, formula loss penalty learn.data learn.solver learn.fit.design
            learn.fit.problem, learn.solver learn.fit.design learn.fit.objective
            learn.fit.newton, penalty learn.solver learn.fit.design learn.fit.objective learn.fit.problem
            learn.fit.piecewise, loss learn.solver learn.fit.design learn.fit.objective learn.fit.problem learn.fit.newton
            learn.fit.workingset, loss learn.solver learn.fit.design learn.fit.objective learn.fit.problem learn.fit.newton
            learn.fit.stochastic, learn.solver learn.fit.design learn.fit.objective learn.fit.problem
            learn.fit,      formula loss penalty learn.data learn.solver learn.fit.design learn.fit.objective learn.fit.problem learn.fit.newton learn.fit.piecewise learn.fit.workingset learn.fit.stochastic
            learn.distribution, formula loss
            learn.evaluate, formula loss learn.data learn.distribution learn.text
            learn.text,     ''
            learn.leak,     learn.data learn.evaluate learn.text
            learn.compare,  formula loss penalty learn.data learn.fit learn.solver learn.evaluate learn.distribution learn.leak learn.text
            learn.model,    formula loss penalty learn.data learn.fit learn.solver learn.evaluate learn.distribution learn.leak
            app.report,     formula loss penalty learn.data learn.compare learn.evaluate learn.fit learn.solver learn.model
            app.text,       learn.data
            app.console,    learn.compare app.text
            app.options,    formula loss learn.data app.report app.text
            app.losses,     formula loss app.text app.console app.options
            app.eval,       formula loss app.text app.console app.options
            app.compare,    formula loss learn.data learn.compare learn.evaluate app.report app.text app.console app.options
            app.train,      loss penalty learn.data learn.fit learn.solver learn.compare learn.evaluate learn.model app.report app.text app.console app.options
            app.predict,    loss learn.data learn.distribution learn.model app.text app.console app.options
            app.install,    app
            """)
    void package_knowsOnly(String name, String allowed) {
        String[] known = ("org.lossmith org.lossmith." + name
                        + (allowed.isEmpty() ? "" : " org.lossmith." + allowed.replace(" ", " org.lossmith.")))
                .split(" ");
        classes()
                .that()
                .resideInAPackage("org.lossmith." + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known).or(not(resideInAPackage("org.lossmith.."))))
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "org.objectweb.asm.., org.lossmith.kernel.loop",
        "ch.obermuhlner.., org.lossmith.formula",
        "org.duckdb.., org.lossmith.learn.data",
        "picocli.., org.lossmith.app..",
        "com.fasterxml.jackson.., org.lossmith.app..|org.lossmith.learn.model"
    })
    void library_isUsedInOnePlace(String library, String place) {
        noClasses()
                .that()
                .resideOutsideOfPackages(place.split("\\|"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("org.lossmith.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void libraries_printNothing() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lossmith.app..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void onlyMain_endsTheProcess() {
        noClasses()
                .that()
                .areNotAssignableTo(Main.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void nobody_setsSystemProperties() {
        noClasses()
                .should()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .check(CLASSES);
    }
}
