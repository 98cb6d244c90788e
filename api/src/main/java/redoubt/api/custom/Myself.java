package redoubt.api.custom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Values;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.Representation;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.grc.Folder;
import redoubt.identity.ApiToken;
import redoubt.model.Catalogue;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;
import redoubt.query.Sight;
import tools.jackson.core.JsonGenerator;

/** Who is calling, with which token, and what they may do where. */
final class Myself {

    private final Showing showing;
    private final List<Permission> permissions;

    Myself(Showing showing, Catalogue catalogue) {
        this.showing = showing;
        Stream<Permission> ordinary = catalogue.resources().stream()
                .filter(shape -> !shape.noted())
                .flatMap(shape -> Stream.of(
                        Permission.view(shape.right()),
                        Permission.add(shape.right()),
                        Permission.change(shape.right()),
                        Permission.delete(shape.right())));
        this.permissions = Stream.concat(ordinary, Role.ADMINISTRATOR.permissions().stream())
                .distinct()
                .toList();
    }

    Mono<Answer> token(Call call) {
        call.parameters().finish();
        return showing.freshness()
                .read(call, _ -> tokenSight(call.by()))
                .<Answer>map(sight -> Showing.unlessKnown(call, showing.reply(200, sight, Expansion.NONE)))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    Mono<Answer> me(Call call) {
        call.parameters().finish();
        Principal by = call.by();
        String user = by.actor().user();
        if (user == null) {
            return Mono.error(new Refused(new Failure.NotFound()));
        }
        return showing.freshness().read(call, _ -> showing.queries()
                .one(by, Ref.of(User.class, user))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(self -> held(by).collectList().flatMap(held -> tokenSight(by)
                        .map(token -> reply(call, self, held, token))
                        .switchIfEmpty(Mono.fromSupplier(() -> reply(call, self, held, null))))));
    }

    /** What the credential leaves of each grant: where it is held, or else the one folder the credential reaches. */
    private Flux<Grant> held(Principal by) {
        String limit = by.limits().folder();
        if (limit == null) {
            return Flux.fromIterable(onFolders(by));
        }
        return Flux.fromIterable(onFolders(by)).concatMap(grant -> {
            Principal alone = new Principal(by.actor(), by.organization(), by.root(), List.of(grant), by.limits());
            return Flux.just(grant.folder(), limit)
                    .filterWhen(folder -> showing.queries()
                            .one(alone, Ref.of(Folder.class, folder))
                            .hasElement())
                    .next()
                    .map(folder -> new Grant(grant.role(), folder, grant.recursive()));
        });
    }

    private Mono<Sight<ApiToken>> tokenSight(Principal by) {
        String token = by.actor().token();
        return token == null ? Mono.empty() : showing.queries().one(by, Ref.of(ApiToken.class, token));
    }

    private Answer reply(Call call, Sight<User> self, List<Grant> held, @Nullable Sight<ApiToken> token) {
        byte[] body = JsonText.write(out -> write(call.by(), self, held, token, out));
        return Showing.unlessKnown(call, Reply.json(200, body).with("ETag", EntityTags.of(body)));
    }

    private void write(
            Principal by, Sight<User> self, List<Grant> held, @Nullable Sight<ApiToken> token, JsonGenerator out) {
        User user = self.known().state();
        out.writeStartObject();
        out.writeStringProperty("id", self.known().ref().id());
        out.writeStringProperty("email", user.email());
        out.writeStringProperty("name", user.displayName());
        out.writeBooleanProperty("is_service", user.isService());
        out.writeName("roles");
        Values.write(roles(by), out, showing.dialect().naming());
        out.writeName("permissions");
        Values.write(permissions(by, held), out, showing.dialect().naming());
        out.writeName("token");
        if (token == null) {
            out.writeNull();
        } else {
            Representation<ApiToken> representation = showing.representation(Shape.of(ApiToken.class));
            representation.write(token, Expansion.NONE, out);
        }
        out.writeEndObject();
    }

    private static List<Map<String, Object>> roles(Principal by) {
        List<Map<String, Object>> roles = new ArrayList<>();
        for (Grant grant : onFolders(by)) {
            Map<String, Object> role = new LinkedHashMap<>();
            role.put("role", grant.role().code());
            role.put("folder", grant.folder());
            role.put("isRecursive", grant.recursive());
            roles.add(role);
        }
        return roles;
    }

    /** Teams have no place in this dialect. */
    private static List<Grant> onFolders(Principal by) {
        return by.grants().stream().filter(grant -> !grant.role().ofTeam()).toList();
    }

    private Map<String, Set<String>> permissions(Principal by, List<Grant> held) {
        Map<String, Set<String>> byFolder = new LinkedHashMap<>();
        for (Grant grant : held) {
            Set<String> granted = byFolder.computeIfAbsent(grant.folder(), _ -> new TreeSet<>());
            permissions.stream()
                    .filter(each -> grant.role().allows(each))
                    .filter(each -> each.reading() || !by.limits().readOnly())
                    .forEach(each -> granted.add(each.codename()));
        }
        return byFolder;
    }
}
