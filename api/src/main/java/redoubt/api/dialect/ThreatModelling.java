package redoubt.api.dialect;

import redoubt.model.wire.Naming;

/** Threat models and the people around them: camelCase, numbered pages of twenty, trailing slashes. */
public final class ThreatModelling {

    /** The dialect. */
    public static final Dialect DIALECT = new Dialect(
            "threat modelling",
            "/api",
            Naming.CAMEL,
            new ThreatModellingStamps(),
            new ThreatModellingPages(20, 100),
            new ThreatModellingProblems(Naming.CAMEL),
            Verbs.REST,
            Slash.TRAILING);

    private ThreatModelling() {}
}
