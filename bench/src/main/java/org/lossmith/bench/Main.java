package org.lossmith.bench;
import java.util.*;
public final class Main {
    public static void main(String[] a) throws Exception {
        Session s = new Session(System.err);
        List<Case> cases = new ArrayList<>();
        int rows = Integer.parseInt(a[0]);
        for (String loss : a[1].split(",")) for (String p : a[2].split(",")) for (String t : a[3].split(",")) for (String th : a[4].split(","))
            cases.add(new Case(loss, Case.What.GRADIENT, rows, Case.ElementType.valueOf(t), Case.Path.valueOf(p), Integer.parseInt(th), 1));
        for (Measurement m : s.run(cases)) System.out.printf("%-60s %8.3f +- %7.3f  %6.2f%n", m.timed(), m.nanoseconds(), m.spread(), m.wallRatio());
    }
}
