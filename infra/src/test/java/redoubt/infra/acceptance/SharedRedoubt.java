package redoubt.infra.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one application that they share; it is stopped when the last test is over. */
public final class SharedRedoubt implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedRedoubt.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningRedoubt.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // What lies in the root's store and can be closed is closed at the end of the whole run.
        return test.getRoot()
                .getStore(HERE)
                .computeIfAbsent(RunningRedoubt.class, _ -> RunningRedoubt.start(), RunningRedoubt.class);
    }
}
