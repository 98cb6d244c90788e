package redoubt.api.resource;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.model.Ref;
import tools.jackson.databind.node.ObjectNode;

/** Removes a resource; what contains others goes with them only if that is said and confirmed. */
final class DeleteResource<R> implements Handler {

    private final Offer<R> offer;
    private final boolean container;
    private final boolean revoked;
    private final Writing writing;
    private final Commands commands;
    private final Preconditions preconditions;

    /**
     * Deletes what is offered.
     *
     * @param container whether other resources live in it
     * @param revoked whether it stays listed and is only taken out of use
     */
    DeleteResource(
            Offer<R> offer,
            boolean container,
            boolean revoked,
            Writing writing,
            Commands commands,
            Preconditions preconditions) {
        this.offer = offer;
        this.container = container;
        this.revoked = revoked;
        this.writing = writing;
        this.commands = commands;
        this.preconditions = preconditions;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Parameters parameters = call.parameters();
        boolean cascade = container && parameters.flag("cascade", false);
        String confirmation = container ? parameters.one("confirm") : null;
        parameters.finish();
        Ref<R> ref = call.target(offer.shape());
        Expected expected = preconditions.changing(call);
        Act<R> act = revoked ? revocation(ref, expected) : new Delete<>(ref, expected, cascade, confirmation);
        return commands.send(call.instruction(), act).map(outcome -> writing.gone(call, outcome));
    }

    private Act<R> revocation(Ref<R> ref, Expected expected) {
        ObjectNode nothing = redoubt.model.wire.Json.MAPPER.createObjectNode();
        Form<?> form = commands.behaviours().stream()
                .filter(behaviour ->
                        behaviour.of() == ref.type() && behaviour.name().equals("revoke"))
                .findFirst()
                .<Form<?>>map(behaviour -> JsonForm.read(behaviour.input(), nothing, writing.naming()))
                .orElseThrow();
        return new Perform<>(ref, "revoke", expected, form);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        if (container) {
            all.add(Parameter.flag("cascade", "Delete everything inside as well.", false));
            all.add(Parameter.text("confirm", "With cascade: the exact name, to confirm it.", "Old projects"));
        }
        all.add(Preconditions.PARAMETER);
        return all;
    }
}
