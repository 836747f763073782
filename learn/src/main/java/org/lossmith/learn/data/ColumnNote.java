package org.lossmith.learn.data;

/** What was done to one column of the file, in words: {@code payment_type: category, one-hot, 4 levels}. */
public record ColumnNote(String column, String treatment) {}
