package org.lossmith.learn.fit;

import java.util.List;

/** What a {@link FitRun} ends with, in the solver's coordinates; the other parts as in {@link FitResult}. */
record Fitted(
        Design design,
        double[] parameters,
        boolean converged,
        int iterations,
        double objective,
        Certificate certificate,
        String solver,
        String reason,
        List<String> notes) {}
