package redoubt.query.landscape;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.identity.Settings;
import redoubt.model.Change;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Unfolding;

/** A landscape in the making. Not safe for several threads. */
final class Draft {

    /** The nouns of the resources that make up a landscape, and of the one that settings come with. */
    static final Set<String> NOUNS = Set.of("folder", "risk_matrix", "organization", "settings");

    private final String organization;
    private final Map<String, Known<Folder>> folders;
    private final Map<String, Known<RiskMatrix>> matrices;
    private @Nullable Settings settings;

    Draft(String organization) {
        this(organization, Map.of(), Map.of(), null);
    }

    Draft(
            String organization,
            Map<String, Known<Folder>> folders,
            Map<String, Known<RiskMatrix>> matrices,
            @Nullable Settings settings) {
        this.organization = organization;
        this.folders = new HashMap<>(folders);
        this.matrices = new HashMap<>(matrices);
        this.settings = settings;
    }

    static boolean concerned(Event<?> event) {
        return NOUNS.contains(event.ref().noun());
    }

    void add(Known<?> thing) {
        switch (thing.state()) {
            case Folder _ -> put(folders, thing.ref(), thing);
            case RiskMatrix _ -> put(matrices, thing.ref(), thing);
            case Settings state -> settings = state;
            default -> throw new IllegalArgumentException(thing.ref() + " is no part of a landscape");
        }
    }

    void apply(Event<?> event) {
        Unfolding.of(event).forEach(this::applyOne);
    }

    @SuppressWarnings("unchecked")
    private void applyOne(Event<?> event) {
        switch (event.ref().noun()) {
            case "folder" -> fold(folders, (Event<Folder>) event);
            case "risk_matrix" -> fold(matrices, (Event<RiskMatrix>) event);
            case "settings" -> settings = Change.evolve(settings, ((Event<Settings>) event).change());
            default -> {}
        }
    }

    private static <R> void fold(Map<String, Known<R>> all, Event<R> event) {
        String id = event.ref().id();
        Known<R> after = Known.after(all.get(id), event);
        if (after == null) {
            all.remove(id);
        } else {
            all.put(id, after);
        }
    }

    @SuppressWarnings("unchecked")
    private static <R> void put(Map<String, Known<R>> all, Ref<?> ref, Known<?> thing) {
        all.put(ref.id(), (Known<R>) thing);
    }

    Landscape finish() {
        return new Landscape(organization, folders, matrices, settings);
    }
}
