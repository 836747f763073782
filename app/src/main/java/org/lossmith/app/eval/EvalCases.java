package org.lossmith.app.eval;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.app.console.Output;
import org.lossmith.app.options.LossOption;
import org.lossmith.app.text.Json;
import org.lossmith.loss.AnyLoss;
import org.lossmith.loss.Loss;
import org.lossmith.loss.RowLoss;

/** {@code eval --cases}: JSON lines in, JSON lines out, one for one and in order; a case that cannot be done says why. */
final class EvalCases {
    /** Losses kept ready, whatever the values of their parameters; many cases use few losses. */
    private static final int KEPT = 256;

    private record Key(@Nullable String loss, @Nullable String formula, Set<String> parameters) {}

    private final Map<Key, AnyLoss> ready = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, AnyLoss> eldest) {
            return size() > KEPT;
        }
    };
    private final EvalCaseReader reader = new EvalCaseReader();
    private final StringBuilder answer = new StringBuilder();

    void run(InputStream in, Output out) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        try {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String bare = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!bare.isBlank()) {
                    out.print(answer(bare, number));
                }
                // A program at the other end of a pipe waits for its answer before it asks again.
                if (!lines.ready()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the cases", e);
        }
    }

    private StringBuilder answer(String line, int number) {
        answer.setLength(0);
        try {
            EvalCase given = reader.read(line);
            AnyLoss loss = loss(given);
            answer.append("{\"id\":").append(given.id()).append(",\"value\":");
            if (loss instanceof RowLoss rows) {
                RowEvaluation result = RowEvaluation.of(rows, given.score(), given.target(), given.weight());
                Json.append(answer, result.value());
                Json.append(answer.append(",\"gradient\":"), result.gradient());
                Json.append(answer.append(",\"hessian\":"), result.hessian());
            } else {
                Loss single = (Loss) loss;
                Evaluation result = Evaluation.of(
                        single,
                        given.score().numbers("score", single.name()),
                        given.target().numbers("target", single.name()),
                        given.weight());
                Json.append(answer, result.value());
                Json.append(answer.append(",\"gradient\":"), result.gradient());
                Json.append(answer.append(",\"hessian\":"), result.hessian());
            }
            return answer.append("}\n");
        } catch (EvalCaseReader.NotJson e) {
            answer.append("{\"id\":null,\"line\":").append(number);
            return error("line " + number + " " + e.getMessage());
        } catch (InputException e) {
            answer.setLength(0);
            answer.append("{\"id\":").append(reader.id());
            return error(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            answer.setLength(0);
            answer.append("{\"id\":").append(reader.id());
            return error("this is a fault in Lossmith: " + e);
        }
    }

    private StringBuilder error(String message) {
        answer.append(",\"error\":");
        Json.append(answer, message);
        return answer.append("}\n");
    }

    private AnyLoss loss(EvalCase given) {
        Key key = new Key(given.loss(), given.formula(), given.parameters().keySet());
        AnyLoss loss = ready.get(key);
        if (loss == null) {
            loss = LossOption.any(given.loss(), given.formula(), given.parameters());
            ready.put(key, loss);
            return loss;
        }
        return LossOption.with(loss, given.parameters());
    }
}
