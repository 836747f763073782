/** Reading data, fitting linear models under any loss, measuring and comparing them. */
module org.lossmith.learn {
    requires static transitive org.jspecify;
    requires transitive org.lossmith;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.jr.ob;
    requires duckdb.jdbc;
    requires ejml.core;
    requires ejml.ddense;
    requires java.sql;
    requires static jdk.incubator.vector;

    exports org.lossmith.learn.compare;
    exports org.lossmith.learn.data;
    exports org.lossmith.learn.distribution;
    exports org.lossmith.learn.evaluate;
    exports org.lossmith.learn.fit;
    exports org.lossmith.learn.model;
    exports org.lossmith.learn.solver;
}
