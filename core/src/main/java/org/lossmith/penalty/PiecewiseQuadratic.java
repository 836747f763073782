package org.lossmith.penalty;

import java.util.List;

/** A continuous function of a size from 0 on, made of quadratic pieces, 0 at 0. */
public final class PiecewiseQuadratic {
    private final List<Piece> pieces;

    /**
     * {@code constant + linear size + square size^2} from {@code from} to {@code to}.
     *
     * @param to infinity for the last piece
     */
    record Piece(double from, double to, double constant, double linear, double square) {
        double value(double size) {
            return constant + size * (linear + square * size);
        }
    }

    /** @param pieces in order, the first from 0 and with the constant 0, the last to infinity */
    PiecewiseQuadratic(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** The function's value. */
    public double value(double size) {
        return at(size).value(size);
    }

    /** The derivative, at 0 and at the joints to the right. */
    public double slope(double size) {
        Piece piece = at(size);
        return piece.linear + 2 * piece.square * size;
    }

    /** The second derivative, at 0 and at the joints to the right. */
    public double curvature(double size) {
        return 2 * at(size).square;
    }

    private Piece at(double size) {
        for (Piece piece : pieces) {
            if (size < piece.to) {
                return piece;
            }
        }
        return pieces.get(pieces.size() - 1);
    }

    /**
     * The u from 0 to {@code limit} that minimises {@code value(u) + (u - size)^2 / (2 step)}, the smallest of several:
     * each piece's minimum is known, so it is the lowest of those.
     */
    double prox(double size, double step, double limit) {
        double best = 0;
        double lowest = 0;
        for (Piece piece : pieces) {
            double to = Math.min(piece.to, Math.min(size, limit));
            if (piece.from > to) {
                break;
            }
            double bend = 1 + 2 * step * piece.square;
            double pull = step * piece.linear - size;
            double u = bend > 0 ? Math.max(piece.from, Math.min(to, -pull / bend)) : to;
            double change = step * piece.constant + u * (pull + bend * u / 2);
            if (change < lowest) {
                lowest = change;
                best = u;
            }
        }
        return best;
    }
}
