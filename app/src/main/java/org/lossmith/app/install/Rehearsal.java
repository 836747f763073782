package org.lossmith.app.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lossmith.app.Main;

/** Runs the usual commands once, so that the classes they load go into the class-data archive that starts are made from. */
public final class Rehearsal {
    private Rehearsal() {}

    /** Ends well whatever the commands do: a failure here means that the JVM itself does not work. */
    public static void main(String[] arguments) throws IOException {
        run("--version");
        run("--help");
        run("losses");
        run("losses", "huber");
        run("losses", "bce", "--json");
        run("eval", "bce", "--score", "1,2", "--target", "0,1");
        Path folder = Files.createTempDirectory("lossmith");
        try {
            Path data = Files.write(folder.resolve("rehearsal.csv"), rows());
            Path report = folder.resolve("rehearsal.html");
            run("compare", data.toString(), "--target", "y", "--report", report.toString());
            run("compare", data.toString(), "--target", "b", "--json");
        } finally {
            remove(folder);
        }
    }

    private static void run(String... arguments) {
        Main.run(
                arguments,
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
    }

    /** Two inputs, a number and a yes or no, none of which the others give away. */
    private static List<String> rows() {
        List<String> rows = new ArrayList<>(Collections.nCopies(1, "x,c,y,b"));
        for (int i = 0; i < 60; i++) {
            rows.add(i * 7 % 13 + "," + "uvw".charAt(i % 3) + "," + (i * 7 % 13 + i * 5 % 11) + ","
                    + (i * i % 7 > 2 ? "yes" : "no"));
        }
        return rows;
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
