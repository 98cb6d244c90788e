package redoubt.query.identity;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.identity.Settings;
import redoubt.model.Known;
import redoubt.query.Derived;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Settings, for whoever may see them in all of the organization, with the time zone that holds for the whole installation. */
public final class SettingsLens implements Lens<Settings> {

    private static final List<Derived> DERIVED = List.of(new Derived("timezone", String.class, false));

    private final TenancyLens<Settings> tenancy = new TenancyLens<>(Settings.class);
    private final ZoneId zone;

    /** The lens, where days begin in that zone. */
    public SettingsLens(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public Table<Settings> table() {
        return tenancy.table();
    }

    @Override
    public Clause visible(Viewpoint from) {
        return tenancy.visible(from);
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Settings> known) {
        return tenancy.visible(from, known);
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(
            Viewpoint from, long position, List<Known<Settings>> known) {
        return Mono.just(known.stream()
                .map(_ -> Map.<String, @Nullable Object>of("timezone", zone.getId()))
                .toList());
    }
}
