package redoubt.grc;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Filter;
import redoubt.model.Link;
import redoubt.model.Named;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.model.Spelled;
import redoubt.model.Unique;
import redoubt.model.Words;
import redoubt.people.User;

/** A measure that treats risks: what it is, how far it is, and what it costs. */
@Resource(name = "control", plural = "applied-controls", right = "applied_control")
public record Control(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort @Filter
        String name,

        @Always @Size(max = 20_000) @Search String description,

        @Size(max = 100) @Unique(within = "folder") @Search @Sort @Filter @Nullable
        String refId,

        @Parent @Always @Sort Ref<Folder> folder,
        @Size(max = 255) @Filter @Nullable String referenceControl,
        @Always @Filter @Sort Status status,
        @Filter @Sort @Nullable Category category,
        @Filter @Nullable CsfFunction csfFunction,
        @Min(1) @Max(4) @Filter @Sort @Nullable Integer priority,
        @Filter @Sort @Nullable Effort effort,
        @Min(1) @Max(5) @Filter @Sort @Nullable Integer controlImpact,

        @Always @Min(0) @Max(100) @Filter(range = true) @Sort
        Integer progressField,

        @Filter(range = true) @Sort @Nullable LocalDate startDate,
        @Filter(range = true) @Sort @Nullable LocalDate eta,
        @Filter(range = true) @Sort @Nullable LocalDate expiryDate,

        @Size(max = 2_048)
        @Pattern(
                regexp = "[hH][tT][tT][pP][sS]?://[^\\s/?#@]+([/?#]\\S*)?",
                message = "Enter an absolute http or https URL.")
        @Nullable
        String link,

        @Size(max = 20_000) @Nullable String observation,
        @Nullable Cost cost,
        @Size(max = 50) @Filter List<Ref<User>> owner,
        @Size(max = 500) @Filter @Link List<Ref<Asset>> assets,
        @Size(max = 20) @Words(max = 100) @Filter List<String> labels) {

    /** How far something is that is done. */
    public static final int DONE = 100;

    /** Fills in what may be left out. */
    public Control {
        description = Objects.requireNonNullElse(description, "");
        status = Objects.requireNonNullElse(status, Status.UNDEFINED);
        progressField = Objects.requireNonNullElse(progressField, 0);
        owner = owner == null ? List.of() : List.copyOf(owner);
        assets = assets == null ? List.of() : List.copyOf(assets);
        labels = labels == null ? List.of() : List.copyOf(labels);
    }

    /** Where the work on the control stands. */
    public enum Status {
        /** Not begun. */
        TO_DO,
        /** Being put in place. */
        IN_PROGRESS,
        /** Begun and left for now. */
        ON_HOLD,
        /** In place. */
        ACTIVE,
        /** In place, and not what it was. */
        DEGRADED,
        /** Given up. */
        DEPRECATED,
        /** Nobody has said. */
        @Spelled("--")
        UNDEFINED
    }

    /** What it is made of. */
    public enum Category {
        /** A rule. */
        POLICY,
        /** A way of working. */
        PROCESS,
        /** Something that technology does. */
        TECHNICAL,
        /** Something that can be touched. */
        PHYSICAL,
        /** Steps to be taken. */
        PROCEDURE
    }

    /** Which function of the Cybersecurity Framework it serves. */
    public enum CsfFunction {
        /** To lead. */
        GOVERN,
        /** To know what there is. */
        IDENTIFY,
        /** To keep harm away. */
        PROTECT,
        /** To notice it. */
        DETECT,
        /** To act on it. */
        RESPOND,
        /** To get over it. */
        RECOVER
    }

    /** How much work it is; each step weighs one more than the one before. */
    public enum Effort {
        /** Very little. */
        @Spelled("XS")
        EXTRA_SMALL(1),
        /** Little. */
        @Spelled("S")
        SMALL(2),
        /** Some. */
        @Spelled("M")
        MEDIUM(3),
        /** Much. */
        @Spelled("L")
        LARGE(4),
        /** Very much. */
        @Spelled("XL")
        EXTRA_LARGE(5);

        private final int weight;

        Effort(int weight) {
            this.weight = weight;
        }

        /** What it weighs, from 1. */
        public int weight() {
            return weight;
        }
    }

    /**
     * What it costs.
     *
     * @param currency in which money is counted; null if nobody has said
     * @param amortizationPeriod over how many years the building is paid for
     * @param build what it costs once
     * @param run what it costs each year
     */
    public record Cost(
            @Size(max = 10) @Nullable String currency,
            @Always @Min(1) @Max(50) BigDecimal amortizationPeriod,
            @Always Outlay build,
            @Always Outlay run) {

        /** Fills in what may be left out. */
        public Cost {
            amortizationPeriod = plain(amortizationPeriod, BigDecimal.ONE);
            build = Objects.requireNonNullElse(build, Outlay.NOTHING);
            run = Objects.requireNonNullElse(run, Outlay.NOTHING);
        }
    }

    /**
     * Money and time.
     *
     * @param fixedCost an amount of money
     * @param peopleDays how many days somebody works
     */
    public record Outlay(
            @Always @Min(0) BigDecimal fixedCost,
            @Always @Min(0) BigDecimal peopleDays) {

        /** Neither. */
        public static final Outlay NOTHING = new Outlay(BigDecimal.ZERO, BigDecimal.ZERO);

        /** Fills in what may be left out. */
        public Outlay {
            fixedCost = plain(fixedCost, BigDecimal.ZERO);
            peopleDays = plain(peopleDays, BigDecimal.ZERO);
        }
    }

    /** The same amount, written in one way only. */
    private static BigDecimal plain(@Nullable BigDecimal amount, BigDecimal otherwise) {
        BigDecimal bare = amount == null ? otherwise : amount.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
