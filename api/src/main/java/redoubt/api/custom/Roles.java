package redoubt.api.custom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.access.Permission;
import redoubt.model.access.Role;
import tools.jackson.core.JsonGenerator;

/** The roles that can be held on folders. They are built in: who may do what is the same everywhere. */
final class Roles implements Handler {

    private static final List<Role> ALL =
            Arrays.stream(Role.values()).filter(role -> !role.ofTeam()).toList();

    private final Showing showing;

    Roles(Showing showing) {
        this.showing = showing;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        List<Role> page = ALL.stream()
                .skip(cut.window().offset())
                .limit(cut.window().limit())
                .toList();
        return Mono.fromSupplier(() -> showing.page(call, cut, ALL.size(), page, Roles::write));
    }

    private static void write(Role role, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("id", id(role));
        out.writeStringProperty("name", role.code());
        out.writeArrayPropertyStart("permissions");
        role.permissions().stream().map(Permission::codename).sorted().forEach(out::writeString);
        out.writeEndArray();
        out.writeBooleanProperty("builtin", true);
        out.writeEndObject();
    }

    /** The same in every installation. */
    static String id(Role role) {
        return UUID.nameUUIDFromBytes(("redoubt.role." + role.code()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
