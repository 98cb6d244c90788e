package redoubt.model.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How members and constants are spelled in JSON. Records spell members in camelCase and constants in UPPER_CASE. */
public interface Naming {

    /** snake_case members and lower-case constants: events, tables and the GRC dialect. */
    Naming SNAKE = new Snake(false);

    /** The spelling of events in the log: like {@link #SNAKE}, but exact and patient, see {@link #recorded}. */
    Naming EVENT = new Snake(true);

    /** camelCase members and lower-case constants: the dialect of threat modelling, which hears snake_case as well. */
    Naming CAMEL = new Camel();

    /** The spelling of a member whose record component has that name. */
    String member(String component);

    /** The spelling of an enum constant. */
    String constant(Enum<?> constant);

    /** The spelling of a member that a client named in one of the ways in which it may be spelled. */
    default String heard(String member) {
        return member;
    }

    /**
     * Whether this is how history is written, not how clients speak. Decimals are then text, so that their hash is
     * exact; texts are read as they stand; and nested objects of former times stay readable: members they no longer
     * have are ignored, and members they did not have yet are left to the record.
     */
    default boolean recorded() {
        return false;
    }

    /** Spells each step of a dotted path. */
    default String path(String path) {
        if (path.indexOf('.') < 0) {
            return member(path);
        }
        StringBuilder spelled = new StringBuilder();
        for (String step : path.split("\\.", -1)) {
            if (!spelled.isEmpty()) {
                spelled.append('.');
            }
            spelled.append(member(step));
        }
        return spelled.toString();
    }

    /** Spells as {@link CamelCase} says; names are few, and remembered. */
    final class Camel implements Naming {

        private final Map<String, String> members = new ConcurrentHashMap<>();
        private final Map<Enum<?>, String> constants = new ConcurrentHashMap<>();

        private Camel() {}

        @Override
        public String member(String component) {
            return members.computeIfAbsent(component, CamelCase::member);
        }

        @Override
        public String constant(Enum<?> constant) {
            return constants.computeIfAbsent(constant, Constants::of);
        }

        /** Not remembered: clients send what they like. */
        @Override
        public String heard(String member) {
            return CamelCase.heard(member);
        }
    }

    /** The only state is a cache: names are few and never change. */
    final class Snake implements Naming {

        private final Map<String, String> members = new ConcurrentHashMap<>();
        private final Map<Enum<?>, String> constants = new ConcurrentHashMap<>();

        private final boolean recorded;

        private Snake(boolean recorded) {
            this.recorded = recorded;
        }

        @Override
        public boolean recorded() {
            return recorded;
        }

        @Override
        public String member(String component) {
            return members.computeIfAbsent(component, Snake::spell);
        }

        @Override
        public String constant(Enum<?> constant) {
            return constants.computeIfAbsent(constant, Constants::of);
        }

        private static String spell(String component) {
            StringBuilder spelled = new StringBuilder();
            for (int i = 0; i < component.length(); i++) {
                char letter = component.charAt(i);
                if (Character.isUpperCase(letter)) {
                    spelled.append('_').append(Character.toLowerCase(letter));
                } else {
                    spelled.append(letter);
                }
            }
            return spelled.toString();
        }
    }
}
