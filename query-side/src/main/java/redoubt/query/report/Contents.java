package redoubt.query.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Folder;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Lenses;

/** How many things lie in folders. */
final class Contents {

    private final Asking asking;
    private final Lenses lenses;

    Contents(Asking asking, Lenses lenses) {
        this.asking = asking;
        this.lenses = lenses;
    }

    /** The resources that live in folders, folders themselves aside. */
    List<Lens<?>> kinds() {
        return lenses.all().stream()
                .filter(lens -> lens.shape().type() != Folder.class)
                .filter(lens -> lens.shape()
                        .parent()
                        .map(parent -> parent.target() == Folder.class)
                        .orElse(false))
                .toList();
    }

    /**
     * By kind, then by folder, how many rows of it there are among those for which the condition holds. The kinds are in the
     * order of {@link #kinds}.
     */
    Mono<Map<Lens<?>, Map<String, Long>>> counts(String organization, Function<Lens<?>, Clause> where) {
        return Flux.fromIterable(kinds())
                .flatMapSequential(lens -> byFolder(organization, lens, where.apply(lens))
                        .map(counts -> Map.<Lens<?>, Map<String, Long>>entry(lens, counts)))
                .collect(LinkedHashMap::new, (all, each) -> all.put(each.getKey(), each.getValue()));
    }

    private Mono<Map<String, Long>> byFolder(String organization, Lens<?> lens, Clause where) {
        String folder = lens.table().column(lens.shape().parent().orElseThrow()).name();
        Clause select = Clause.of("select t.\"" + folder + "\", count(*) from " + lens.source() + " t where ")
                .then(where)
                .then(" group by 1");
        return asking.rows(
                        organization,
                        select,
                        row -> Map.entry(
                                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                                Objects.requireNonNull(row.get(1, Long.class))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** {@code risk-matrices} as a member: {@code riskMatrices}. */
    static String member(Lens<?> lens) {
        String[] words = lens.shape().plural().split("-", -1);
        StringBuilder member = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            member.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return member.toString();
    }
}
