package redoubt.api.operations;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.model.Catalogue;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** What operators call the tables: like the resources in them, in the plural. */
final class ProjectionNames {

    private final Map<String, String> nouns = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();

    ProjectionNames(Catalogue catalogue) {
        catalogue.resources().forEach(shape -> {
            String name = shape.plural().replace('-', '_');
            nouns.put(name, shape.noun());
            names.put(shape.noun(), name);
        });
    }

    /**
     * The noun of the projection that the path names.
     *
     * @throws Refused if the caller may not know, or there is none
     */
    String asked(Call call) {
        Clearance.everywhere(call, Permission.MANAGE_PROJECTIONS);
        String noun = nouns.get(call.step("name"));
        if (noun == null) {
            throw new Refused(new Failure.NotFound());
        }
        return noun;
    }

    /** The name of a projection. */
    String of(String noun) {
        return names.getOrDefault(noun, noun);
    }

    /** All nouns, in the order of the names. */
    List<String> nouns() {
        return List.copyOf(nouns.values());
    }
}
