package org.lossmith.app.losses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Expr;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.loss.RowLoss;

/** A loss of several scores a row as the JSON that docs/json.md describes. */
final class RowLossJson {
    private RowLossJson() {}

    /** What the list of losses has of each. */
    static Map<String, @Nullable Object> brief(RowLoss loss) {
        Map<String, @Nullable Object> tree =
                LossJson.heading(loss.name(), loss.aliases(), loss.group(), loss.summary());
        tree.put("formula", loss.formula().text());
        tree.put("parameters", LossJson.parameters(loss.parameters(), loss.parameterDefinitions()));
        return tree;
    }

    /** All that is known about one loss. */
    static Map<String, @Nullable Object> of(RowLoss loss) {
        Map<String, @Nullable Object> tree = brief(loss);
        Signature signature = loss.formula().signature();
        RowFormula formula = loss.specialisedFormula();
        tree.put("spec", loss.spec());
        tree.put("scores", names(signature.scores()));
        tree.put("targets", names(signature.targets()));
        tree.put("vector_parameters", loss.vectorParameters());
        tree.put("gradient", byBlock(signature, block -> formula.gradient(block)));
        tree.put("hessian", byBlock(signature, block -> formula.hessianDiagonal(block)));
        tree.put("stable_value", formula.stableValue().toString());
        tree.put("stable_gradient", byBlock(signature, block -> formula.stableGradient(block)));
        tree.put("stable_hessian", byBlock(signature, block -> formula.stableHessianDiagonal(block)));
        tree.put("link", loss.link().name().toLowerCase(Locale.ROOT));
        tree.put("target", loss.targetDomain().description());
        tree.put("convex", loss.isConvex());
        tree.put("conditioning", loss.conditioning());
        tree.put("source", loss.source());
        tree.put("notes", loss.notes());
        return tree;
    }

    private static List<String> names(List<Signature.Block> blocks) {
        return blocks.stream().map(Signature.Block::toString).toList();
    }

    private static Map<String, String> byBlock(Signature signature, Function<Signature.Block, Expr> what) {
        Map<String, String> byBlock = new LinkedHashMap<>();
        signature
                .scores()
                .forEach(block -> byBlock.put(block.name(), what.apply(block).toString()));
        return byBlock;
    }
}
