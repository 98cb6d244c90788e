package redoubt.infra.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and gives the terminal to those that want one. */
record Hands(Terminal terminal) implements IFactory {

    @Override
    public <T> T create(Class<T> type) throws Exception {
        for (Constructor<?> made : type.getDeclaredConstructors()) {
            if (made.getParameterCount() == 1 && made.getParameterTypes()[0] == Terminal.class) {
                return type.cast(made.newInstance(terminal));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
