package org.lossmith.learn.fit.problem;

import java.util.List;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.solver.Certificate;

/** What a fit ends with, in the solver's coordinates; the other parts as in {@code FitResult}. */
public record Fitted(
        Design design,
        double[] parameters,
        boolean converged,
        int iterations,
        double objective,
        Certificate certificate,
        String solver,
        String reason,
        List<String> notes) {}
