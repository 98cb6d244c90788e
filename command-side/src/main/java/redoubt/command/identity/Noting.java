package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.identity.Organization;
import redoubt.model.Fact;
import redoubt.model.Ref;
import redoubt.model.access.Permission;

/** The house notes something of which there was nothing before. */
public final class Noting implements TargetBehaviour<Organization, Noting.Input> {

    /** The name of the action. */
    public static final String NAME = "note";

    /**
     * What is noted.
     *
     * @param ref under which identifier
     * @param fact what happened
     */
    public record Input(Ref<?> ref, Fact<?> fact) {}

    @Override
    public Class<Organization> of() {
        return Organization.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.VIEW_AUDIT_LOG;
    }

    @Override
    public String summary() {
        return "Note something";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<Organization> here, Input input) {
        return noted(input.ref(), input.fact());
    }

    @SuppressWarnings("unchecked")
    private static <R> Decision noted(Ref<R> ref, Fact<?> fact) {
        return Decision.of(ref, (Fact<R>) fact);
    }
}
