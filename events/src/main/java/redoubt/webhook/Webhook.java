package redoubt.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Folder;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Filter;
import redoubt.model.Named;
import redoubt.model.Noted;
import redoubt.model.Personal;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.model.Words;
import redoubt.people.User;

/**
 * An endpoint somewhere else that is told of what happens, as far as its owner may know of it. The secret that it shares with us,
 * and the values of its headers, are kept elsewhere; what is noted of them here is under which names. What is kept under a name never
 * changes, so that a secret is another one from the very event that says so.
 */
@Resource(name = "webhook", plural = "webhooks")
public record Webhook(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort
        String name,

        @Always @Size(max = 2_000) @Search String description,

        @Required @NotBlank @Size(max = 2_048) @Search @Sort String url,

        @Required @Size(min = 1, max = 100) @Words(max = 100) @Filter
        List<String> eventTypes,

        @Size(max = 100) @Filter List<Ref<Folder>> folders,
        @Always PayloadFormat payloadFormat,
        @Always BodyFormat bodyFormat,
        @Always Order ordering,
        @Always @Filter @Sort Boolean isActive,
        @Computed List<String> headerNames,
        @Always @Min(1) @Max(16) Integer maxInFlight,
        @Always @Min(1) @Max(100) Integer ratePerSecond,
        @Personal @Computed @Always @Filter Ref<User> owner,
        @Computed @Always String secretPreview,
        @Computed @Nullable Instant secretRotatedAt,
        @Computed @Nullable Reason disabledReason,
        @Computed @Noted @Always String secretKept,
        @Computed @Noted @Nullable String formerKept,
        @Computed @Noted @Nullable Instant formerUntil,
        @Computed @Noted @Nullable String headersKept) {

    private static final int USUAL_IN_FLIGHT = 4;
    private static final int USUAL_RATE = 10;

    /** Fills in what may be left out. */
    public Webhook {
        description = Objects.requireNonNullElse(description, "");
        eventTypes = eventTypes == null ? List.of() : List.copyOf(eventTypes);
        folders = folders == null ? List.of() : List.copyOf(folders);
        payloadFormat = Objects.requireNonNullElse(payloadFormat, PayloadFormat.FULL);
        bodyFormat = Objects.requireNonNullElse(bodyFormat, BodyFormat.STANDARD);
        ordering = Objects.requireNonNullElse(ordering, Order.NONE);
        isActive = Objects.requireNonNullElse(isActive, true);
        headerNames = headerNames == null ? List.of() : List.copyOf(headerNames);
        secretKept = Objects.requireNonNullElse(secretKept, "");
        maxInFlight = Objects.requireNonNullElse(maxInFlight, USUAL_IN_FLIGHT);
        ratePerSecond = Objects.requireNonNullElse(ratePerSecond, USUAL_RATE);
    }

    /** How much of a resource is told. */
    public enum PayloadFormat {
        /** The resource as it was after the event. */
        FULL,
        /** Its identifier. */
        THIN
    }

    /** How it is told. */
    public enum BodyFormat {
        /** As everybody else is who follows. */
        STANDARD,
        /** As a CloudEvent. */
        CLOUDEVENTS
    }

    /** What comes before what. */
    public enum Order {
        /** Nothing is promised. */
        NONE,
        /** What happened to one resource is told in that order. */
        PER_RESOURCE
    }

    /** Why nothing is sent there. */
    public enum Reason {
        /** Somebody wanted it so. */
        USER,
        /** Nothing has arrived for days. */
        FAILING,
        /** The receiver said that it is there no more. */
        GONE,
        /** Its owner is no longer somebody who may know anything. */
        OWNER_INACTIVE,
        /** It leads to where nothing may go. */
        BLOCKED_URL
    }

    /** The host that it leads to; empty if it leads nowhere. */
    public String host() {
        return Target.read(url).map(Target::authority).orElse("");
    }
}
