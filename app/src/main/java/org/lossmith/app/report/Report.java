package org.lossmith.app.report;

import java.nio.file.Path;
import org.lossmith.InputException;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.data.WholeFile;
import org.lossmith.learn.model.Training;

/**
 * A comparison or a training as one self-contained HTML page: pictures by Observable Plot and D3, which the page carries with it; tables and
 * text that need no script. It fetches nothing, and the same comparison always gives the same bytes.
 */
public final class Report {
    private Report() {}

    /** The page as text, to be stored as UTF-8. */
    public static String render(Comparison comparison) {
        return new Page(new View(comparison)).render();
    }

    /** The page of a training as text. */
    public static String render(Training training) {
        return new TrainingPage(training).render();
    }

    /** The same as {@link #write(Comparison, Path)} for a training. */
    public static void write(Training training, Path file) {
        target(file).write(render(training));
    }

    /**
     * Writes the page to a file, replacing what is there at once or not at all.
     *
     * @throws InputException if the file cannot be written: which, why, and what to do
     */
    public static void write(Comparison comparison, Path file) {
        WholeFile target = target(file);
        target.write(render(comparison));
    }

    /**
     * Tells before the long work whether {@link #write} could write there; leaves nothing behind.
     *
     * @throws InputException as {@link #write} would
     */
    public static void checkWritable(Path file) {
        target(file).check();
    }

    private static WholeFile target(Path file) {
        return new WholeFile(file, "the report", "report.html");
    }
}
