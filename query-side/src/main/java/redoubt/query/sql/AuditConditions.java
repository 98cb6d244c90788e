package redoubt.query.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import reactor.core.publisher.Mono;
import redoubt.query.audit.AuditQuestion;
import redoubt.query.landscape.Extent;
import redoubt.query.landscape.Landscape;

/** What must hold for entries of the audit log that somebody asks for. */
final class AuditConditions {

    static final String TABLE = "read.audit_entry";

    /** Where an index is found for what row security would keep from it. */
    private static final Search.Source FOUND = new Search.Source(TABLE + "_found", "t.position");

    private final Search search;

    AuditConditions(Search search) {
        this.search = search;
    }

    /** All of them, for rows called {@code t}. */
    Mono<Clause> of(String organization, Landscape land, Extent extent, AuditQuestion question) {
        List<Clause> all = new ArrayList<>();
        all.add(Clause.of("t.org = ?::uuid", organization));
        all.add(InFolders.within(extent, "t.folder"));
        all.add(among("t.type", question.types()));
        all.add(among("t.noun", question.nouns()));
        all.add(among("t.resource", question.resources()));
        all.add(among("t.actor_type", question.actorTypes()));
        all.add(among("t.actor", question.actors()));
        all.add(among("t.token", question.tokens()));
        all.add(among("t.command", question.commands()));
        all.add(among("t.correlation", question.correlations()));
        if (!question.folders().isEmpty()) {
            Object below = Binds.ids(below(question.folders(), land));
            all.add(Clause.of("t.folder = any(?::uuid[])", below));
        }
        if (!question.ips().isEmpty()) {
            all.add(Clause.of(
                    "t.position in (select o.position from event_origin o where o.org = ?::uuid and o.ip ="
                            + " any(?::text[]) offset 0)",
                    organization,
                    texts(question.ips())));
        }
        if (question.after() > 0) {
            all.add(Clause.of("t.position > ?", question.after()));
        }
        if (question.until() < Long.MAX_VALUE) {
            all.add(Clause.of("t.position <= ?", question.until()));
        }
        return Mono.zip(
                        search.found(FOUND, organization, "t.search", question.words()),
                        touching(organization, question.fields()))
                .map(both -> {
                    all.add(both.getT1());
                    all.add(both.getT2());
                    return Clause.all(all);
                });
    }

    private Mono<Clause> touching(String organization, List<String> fields) {
        return fields.isEmpty()
                ? Mono.just(Clause.TRUE)
                : search.found(FOUND, organization, Clause.of("t.fields && ?::text[]", (Object) texts(fields)));
    }

    /** A folder that is no more stands for itself. */
    private static Set<String> below(Collection<String> folders, Landscape land) {
        Set<String> below = new TreeSet<>(folders);
        folders.forEach(folder -> below.addAll(land.subtree(folder)));
        return below;
    }

    private static Clause among(String column, List<String> values) {
        return values.isEmpty() ? Clause.TRUE : Clause.of(column + " = any(?::text[])", (Object) texts(values));
    }

    private static String[] texts(List<String> values) {
        return values.stream().filter(Binds::storable).distinct().toArray(String[]::new);
    }
}
