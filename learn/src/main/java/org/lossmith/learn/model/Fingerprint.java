package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;

/**
 * What a model was trained on.
 *
 * @param file its name as it was given
 * @param sha256 of the file's bytes in hexadecimal, or null for data that was not in a file
 * @param rows data rows in the file
 * @param used rows trained on
 * @param where the condition that rows had to meet, or null
 * @param weight the column of example weights, or null
 * @param columns of the file
 */
public record Fingerprint(
        String file,
        @Nullable String sha256,
        long rows,
        long used,
        @Nullable String where,
        @Nullable String weight,
        int columns) {}
