package redoubt.api.custom;

import java.util.List;
import java.util.Set;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Preset;
import redoubt.api.route.Call;
import redoubt.model.access.Access;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Condition;

/** Whoever is shown nothing of others but their names cannot ask for them by anything else: an answer would tell it. */
final class Acquaintances implements Preset {

    private static final Set<String> OPEN = Set.of("page", "page_size", "search", "id", "ordering", "expand");

    @Override
    public List<Condition> conditions(Call call) {
        if (!Access.knowsAccounts(call.by())
                && !OPEN.containsAll(call.parameters().names())) {
            throw new Refused(new Failure.Denied());
        }
        return List.of();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
