package redoubt.api.custom;

import java.util.List;
import java.util.Set;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.resource.Preset;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.model.Kind;
import redoubt.model.access.Permission;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;

/** A list of tokens shows one's own, unless somebody who manages users asks for those of others. */
final class OwnTokens implements Preset {

    private static final Criterion OWNER = new Criterion("owner", Kind.REF, Set.of(), List.of(), false);

    @Override
    public List<Condition> conditions(Call call) {
        Parameters parameters = call.parameters();
        String self = call.by().actor().user();
        boolean all = parameters.flag("all", false);
        List<String> owners = parameters.list("owner");
        boolean others = all || owners.stream().anyMatch(owner -> !owner.equalsIgnoreCase(self));
        if (others) {
            Clearance.somewhere(call, Permission.MANAGE_USERS);
        }
        return all || !owners.isEmpty() || self == null
                ? List.of()
                : List.of(new Condition(OWNER, Lookup.AMONG, List.of(self), false));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.flag("all", "The tokens of everybody; needs the right to manage users.", false));
    }
}
