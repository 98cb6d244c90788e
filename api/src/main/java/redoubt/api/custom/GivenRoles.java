package redoubt.api.custom;

import java.util.List;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Preset;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.model.access.Permission;
import redoubt.query.Condition;

/** A list of roles is for whoever gives them; what one holds oneself is told elsewhere. */
final class GivenRoles implements Preset {

    @Override
    public List<Condition> conditions(Call call) {
        Clearance.somewhere(call, Permission.MANAGE_ROLE_ASSIGNMENTS);
        return List.of();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
