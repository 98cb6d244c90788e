package redoubt.model;

/** Public names of events: the noun of the resource, a dot, and a past participle. */
public final class EventName {

    private EventName() {}

    /** The public name under which a change of a resource is recorded. */
    public static String of(Ref<?> ref, Change<?> change) {
        return switch (change) {
            case Created<?> _ -> ref.noun() + ".created";
            case Updated<?> _ -> ref.noun() + ".updated";
            case Deleted<?> _ -> ref.noun() + ".deleted";
            case Fact<?> fact -> Catalogue.factName(fact.getClass());
        };
    }

    /** The noun of the resource that an event of this name happened to. */
    public static String noun(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("Not the name of an event: " + name);
        }
        return name.substring(0, dot);
    }
}
