package org.lossmith.learn.model;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.WholeFile;

/** Models in files of JSON, as docs/model.md describes them. Reading one runs nothing that is in it. */
public final class ModelFile {
    /** A hundred thousand inputs of a model with twenty classes come to about this. */
    private static final long LARGEST = 256L << 20;

    private ModelFile() {}

    /** The model as maps, lists, texts and numbers. */
    public static Map<String, @Nullable Object> tree(Model model) {
        return ModelJson.of(model);
    }

    /** The model as the text of its file. */
    public static String text(Model model) {
        try {
            return JSON.std
                            .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                            .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                            .asString(tree(model))
                    + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("a tree of maps, lists and numbers can always be written", e);
        }
    }

    /**
     * Writes a file, replacing what is there at once or not at all.
     *
     * @throws InputException if it cannot be written: why, and what to do
     */
    public static void write(Model model, Path file) {
        target(file).write(text(model));
    }

    /** Tells before the long work whether {@link #write} could write there; leaves nothing behind. */
    public static void checkWritable(Path file) {
        target(file).check();
    }

    private static WholeFile target(Path file) {
        return new WholeFile(file, "the model", "model.json");
    }

    /**
     * Reads a file, which may come from a stranger.
     *
     * @throws InputException if it is not a model, naming the place in it
     */
    public static Model read(Path file) {
        String name = file.toString();
        if (!Files.exists(file)) {
            throw new InputException(
                    "there is no file " + name + "; `lossmith train ... -o model.json` writes a model");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(name + " is not a file; name the model that `lossmith train ... -o` wrote");
        }
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new InputException(
                        name + " has " + size + " bytes; a model has at most " + LARGEST + ": this is some other file");
            }
            return ModelReader.read(JsonNode.read(name, Files.readString(file)));
        } catch (IOException e) {
            throw new InputException(name + " cannot be read as text: " + e.getMessage(), e);
        }
    }
}
