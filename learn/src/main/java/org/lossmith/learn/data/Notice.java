package org.lossmith.learn.data;

/**
 * Something about the data that the user should know though it stops nothing.
 *
 * @param code stable, for machines: {@code positive-label}, {@code few-rows}, ...
 * @param message complete by itself, for people
 */
public record Notice(String code, String message) {}
