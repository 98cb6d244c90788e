package redoubt.infra.roles;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an operation is called where the document alone does not say it. What is made for it is JSON in bodies and as it stands
 * in paths. Immutable.
 *
 * @param target what fills the variable of the path; null for what its collection usually means
 * @param own the same, if it depends on who asks
 * @param name what fills the variable of that name
 * @param query what follows the path
 * @param body all that is sent; null for the example of the document
 * @param ownBody the same, if it depends on who asks
 * @param members what is sent in place of members of the example
 * @param shown what the answer must hold to count as shown; null for any result
 * @param another whether it changes who asks, so that somebody else in the same role does it
 * @param lasting whether it leaves what it is tried on as it was
 */
record Recipe(
        @Nullable Maker target,
        @Nullable OwnMaker own,
        String name,
        String query,
        @Nullable Maker body,
        @Nullable OwnMaker ownBody,
        Map<String, Maker> members,
        @Nullable Function<Scene, String> shown,
        boolean another,
        boolean lasting) {

    /** Makes something to be tried on. */
    interface Maker {

        String in(Scene scene);
    }

    /** Makes something of somebody's own. */
    interface OwnMaker {

        String of(Actor actor, Scene scene);
    }

    /** Nothing special. */
    static final Recipe USUAL = new Recipe(null, null, "risks", "", null, null, Map.of(), null, false, false);

    static Recipe on(Maker target) {
        return new Recipe(target, null, "risks", "", null, null, Map.of(), null, false, false);
    }

    static Recipe onOwn(OwnMaker own) {
        return new Recipe(null, own, "risks", "", null, null, Map.of(), null, false, false);
    }

    static Recipe sends(Maker body) {
        return new Recipe(null, null, "risks", "", body, null, Map.of(), null, false, false);
    }

    static Recipe sendsOwn(OwnMaker body) {
        return new Recipe(null, null, "risks", "", null, body, Map.of(), null, false, false);
    }

    static Recipe with(String member, Maker value) {
        return USUAL.and(member, value);
    }

    Recipe and(String member, Maker value) {
        Map<String, Maker> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Recipe(target, own, name, query, body, ownBody, more, shown, another, lasting);
    }

    Recipe named(String value) {
        return new Recipe(target, own, value, query, body, ownBody, members, shown, another, lasting);
    }

    Recipe asking(String parameters) {
        return new Recipe(target, own, name, parameters, body, ownBody, members, shown, another, lasting);
    }

    Recipe showing(Function<Scene, String> text) {
        return new Recipe(target, own, name, query, body, ownBody, members, text, another, lasting);
    }

    Recipe byAnother() {
        return new Recipe(target, own, name, query, body, ownBody, members, shown, true, lasting);
    }

    Recipe again() {
        return new Recipe(target, own, name, query, body, ownBody, members, shown, another, true);
    }
}
