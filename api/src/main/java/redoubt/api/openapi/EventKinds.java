package redoubt.api.openapi;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.resource.Showing;
import redoubt.grc.Folder;
import redoubt.model.Catalogue;
import redoubt.model.EventName;
import redoubt.model.Shape;

/** Which kinds of events there are, and what each of them means. */
final class EventKinds {

    /** What stands in no folder and is told elsewhere all the same: how endpoints are, and where the chain of hashes stood. */
    private static final Set<String> BESIDES = Set.of("audit.checkpoint", "webhook.disabled", "webhook.enabled");

    private final List<Offer<?>> offers;
    private final Catalogue catalogue;
    private final ToIntFunction<String> versions;
    private final Notes notes = Notes.read();

    /**
     * The kinds of events of what is offered.
     *
     * @param versions in which version of its schema each is recorded
     */
    EventKinds(List<Offer<?>> offers, Catalogue catalogue, ToIntFunction<String> versions) {
        this.offers = List.copyOf(offers);
        this.catalogue = catalogue;
        this.versions = versions;
    }

    /** Those about what stands in folders, which whoever may see it there is told of. */
    List<String> toldToOthers() {
        return catalogue.eventNames().stream().filter(told(catalogue, offers)).toList();
    }

    /** All others, which only those are told of who look after the whole. */
    List<String> toldToAuditors() {
        return catalogue.eventNames().stream()
                .filter(told(catalogue, offers).negate())
                .toList();
    }

    /** What has happened, in a sentence. */
    String about(String name) {
        return notes.event(name).orElseGet(() -> sentence(name));
    }

    /** Whether it marks what an event before it changed, or time did. */
    boolean milestone(String name) {
        return catalogue.facts().containsKey(name);
    }

    /** In which version of its schema it is recorded. */
    int version(String name) {
        return versions.applyAsInt(name);
    }

    /** What they tell, as somebody is shown it. */
    EventSchemas schemas(Showing showing) {
        return new EventSchemas(showing.dialect(), showing.queries(), offers, catalogue, notes);
    }

    private static String sentence(String name) {
        String thing = Names.article(Names.words(EventName.noun(name)));
        String participle = name.substring(name.indexOf('.') + 1);
        return Character.toUpperCase(thing.charAt(0))
                + thing.substring(1)
                + switch (participle) {
                    case "created" -> " was created.";
                    case "updated" -> " changed; `changed_fields` says where.";
                    case "deleted" -> " was deleted; this is what it was.";
                    default -> throw new IllegalStateException("Nothing is noted about " + name);
                };
    }

    /** Which of them others are told of. What never changes after it was brought in has no event of changing. */
    static Predicate<String> told(Catalogue catalogue, List<Offer<?>> offers) {
        return name -> {
            Shape<?> shape = catalogue.resource(EventName.noun(name)).orElseThrow();
            return BESIDES.contains(name)
                    || (standsInFolder(shape) && (!name.endsWith(".updated") || changes(shape, offers)));
        };
    }

    private static boolean changes(Shape<?> shape, List<Offer<?>> offers) {
        return offers.stream().anyMatch(offer -> offer.shape() == shape && offer.offers(Verb.AMEND));
    }

    private static boolean standsInFolder(Shape<?> shape) {
        return shape.type() == Folder.class
                || shape.parent()
                        .map(parent -> parent.target() == Folder.class || standsInFolder(Shape.of(parent.target())))
                        .orElse(false);
    }
}
