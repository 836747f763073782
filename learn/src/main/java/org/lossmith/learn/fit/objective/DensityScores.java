package org.lossmith.learn.fit.objective;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.formula.Signature;
import org.lossmith.loss.RowLoss;

/** What the scores of a distribution's loss are, by the names in its signature. */
public record DensityScores(List<String> names, List<Role> roles) {
    public enum Role {
        /** In the target's unit. */
        LOCATION,
        /** The logarithm of what is in the target's unit. */
        LOG_SCALE,
        /** Without a unit. */
        OTHER
    }

    /** @param components how many elements each vector of scores has */
    static DensityScores of(RowLoss loss, int components) {
        List<String> names = new ArrayList<>();
        List<Role> roles = new ArrayList<>();
        for (Signature.Block block : loss.formula().signature().scores()) {
            Role role = switch (block.name()) {
                case "mean", "location" -> Role.LOCATION;
                case "log_scale" -> Role.LOG_SCALE;
                default -> Role.OTHER;
            };
            for (int k = 0; k < (block.isVector() ? components : 1); k++) {
                names.add(block.isVector() ? block.name() + "[" + k + "]" : block.name());
                roles.add(role);
            }
        }
        return new DensityScores(List.copyOf(names), List.copyOf(roles));
    }

    int count() {
        return names.size();
    }

    /** Whether a change of the target's unit is a change of scores: not where the scale is a fixed parameter. */
    public boolean ofLocationAndScale() {
        return roles.contains(Role.LOCATION) && roles.contains(Role.LOG_SCALE);
    }

    /** Intercept or coefficient of a fit in other units, as it is in the target's own. */
    public double outward(int score, double value, boolean intercept, TargetScale unit) {
        return switch (roles.get(score)) {
            case LOCATION -> (intercept ? unit.centre() : 0) + unit.size() * value;
            case LOG_SCALE -> value + (intercept ? Math.log(unit.size()) : 0);
            case OTHER -> value;
        };
    }

    public double inward(int score, double value, boolean intercept, TargetScale unit) {
        return switch (roles.get(score)) {
            case LOCATION -> (value - (intercept ? unit.centre() : 0)) / unit.size();
            case LOG_SCALE -> value - (intercept ? Math.log(unit.size()) : 0);
            case OTHER -> value;
        };
    }
}
