package org.lossmith.learn.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs of which nearly all are 0, because categories with many levels have one for each: such a matrix is never spelt out. The
 * columns' values come over as they are, one number each, and go straight into a sparse matrix.
 */
final class SparseEncoding {
    /** Fewer one-hot inputs than this are fitted faster with every zero spelt out. */
    private static final int MANY = 200;
    /** Sparse if at most one input in so many is other than 0. */
    private static final int ONE_IN = 10;

    private SparseEncoding() {}

    static boolean suits(Collection<ColumnEncoding> encodings) {
        int oneHot = 0;
        int filled = 0;
        for (ColumnEncoding encoding : encodings) {
            boolean category = encoding instanceof ColumnEncoding.Category;
            oneHot += category ? encoding.width() : 0;
            filled += category ? 1 : encoding.width();
        }
        return oneHot > MANY && (long) filled * ONE_IN <= oneHot + filled;
    }

    /** What the columns must be read as. */
    static Map<Column, ColumnEncoding> values(Map<Column, ColumnEncoding> encodings) {
        Map<Column, ColumnEncoding> values = new LinkedHashMap<>();
        encodings.forEach((column, encoding) -> values.put(column, new ColumnEncoding.Value(encoding)));
        return values;
    }

    /** @param values of the columns, one for each encoding; NaN where missing */
    static SparseMatrix matrix(BlockMatrix values, List<ColumnEncoding> encodings) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder();
        int[] first = new int[encodings.size() + 1];
        for (int j = 0; j < encodings.size(); j++) {
            first[j + 1] = Math.addExact(first[j], encodings.get(j).width());
        }
        for (int row = 0; row < values.rows(); row++) {
            for (int j = 0; j < encodings.size(); j++) {
                encodings.get(j).add(values.get(row, j), first[j], builder);
            }
            builder.endRow();
        }
        return builder.build(first[encodings.size()]);
    }
}
