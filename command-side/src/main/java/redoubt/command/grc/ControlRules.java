package redoubt.command.grc;

import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.Control;
import redoubt.model.Patch;
import redoubt.model.access.Principal;

/** A control that is active is done, whatever its writer says of its progress. */
public final class ControlRules implements Rules<Control, Boolean> {

    @Override
    public Class<Control> of() {
        return Control.class;
    }

    @Override
    public Control complete(Control proposed, Principal by) {
        return proposed.folder() != null
                ? proposed
                : Patch.of(Control.class).set(Control::folder, Home.of(by)).applyTo(proposed);
    }

    @Override
    public Mono<Boolean> look(Draft<Control> draft, World world) {
        return Mono.just(true);
    }

    @Override
    public Ruling<Control> judge(Draft<Control> draft, Boolean seen) {
        Control control = draft.proposed();
        return Ruling.settled(
                control.status() == Control.Status.ACTIVE
                        ? Patch.of(Control.class)
                                .set(Control::progressField, Control.DONE)
                                .applyTo(control)
                        : control);
    }
}
