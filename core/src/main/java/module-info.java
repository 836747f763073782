/** Losses as formulas: parsing, derivatives, stable forms, compiled kernels, the catalogue, penalties. */
module org.lossmith {
    requires static transitive org.jspecify;
    requires static jdk.management;
    requires ch.obermuhlner.math.big;
    requires org.apache.commons.numbers.gamma;
    requires org.objectweb.asm;

    exports org.lossmith;
    exports org.lossmith.formula;
    exports org.lossmith.loss;
    exports org.lossmith.penalty;
}
