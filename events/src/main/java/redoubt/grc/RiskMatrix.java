package redoubt.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Filter;
import redoubt.model.Named;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.model.Unique;

/** How a likelihood and an impact make a severity. */
@Resource(name = "risk_matrix", plural = "risk-matrices")
public record RiskMatrix(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort
        String name,

        @Size(max = 100) @Unique(within = "folder") @Search @Nullable
        String refId,

        @Always @Size(max = 20_000) @Search String description,
        @Size(max = 200) @Filter @Nullable String provider,
        @Parent @Always Ref<Folder> folder,
        @Always @Filter Boolean isPublished,
        @Always @Filter Boolean isEnabled,
        @Required Definition definition) {

    /** Fills in what may be left out. */
    public RiskMatrix {
        description = Objects.requireNonNullElse(description, "");
        isPublished = Objects.requireNonNullElse(isPublished, true);
        isEnabled = Objects.requireNonNullElse(isEnabled, true);
    }

    /**
     * The axes, the levels and the grid between them.
     *
     * @param probability the likelihood axis, lowest first
     * @param impact the impact axis, lowest first
     * @param risk the levels of severity, lowest first
     * @param grid for each likelihood, for each impact, the index of a level
     */
    public record Definition(
            @Required @Size(min = 2, max = 10) List<Step> probability,
            @Required @Size(min = 2, max = 10) List<Step> impact,
            @Required @Size(min = 2, max = 10) List<Level> risk,
            @Required List<List<Integer>> grid) {

        /** The severity of a rating; empty when either axis is not rated. Both count from 1. */
        public Optional<Severity> rate(@Nullable Integer likelihood, @Nullable Integer impact) {
            if (likelihood == null || impact == null) {
                return Optional.empty();
            }
            int level = grid.get(likelihood - 1).get(impact - 1);
            BigDecimal rank = BigDecimal.valueOf(level)
                    .divide(BigDecimal.valueOf(risk.size() - 1L), 4, RoundingMode.HALF_UP)
                    .stripTrailingZeros();
            // A plain scale: 0E+0 would be a surprise in JSON.
            return Optional.of(new Severity(
                    level, risk.get(level).slug(), rank.signum() == 0 ? BigDecimal.ZERO : rank, likelihood * impact));
        }

        /** The index of the level with that slug. */
        public Optional<Integer> level(String slug) {
            return IntStream.range(0, risk.size())
                    .filter(i -> risk.get(i).slug().equals(slug))
                    .boxed()
                    .findFirst();
        }
    }

    /** One step of an axis. */
    public record Step(
            @Required @NotBlank @Size(max = 10) String abbreviation,
            @Required @NotBlank @Size(max = 100) String name,
            @Size(max = 2_000) @Nullable String description,

            @Pattern(regexp = "#[0-9A-Fa-f]{6}", message = "Enter a colour as #RRGGBB.") @Nullable
            String hexcolor) {}

    /** One level of severity. */
    public record Level(
            @Required
            @Pattern(
                    regexp = "[a-z][a-z0-9_]{0,31}",
                    message = "Enter a slug of lower-case letters, digits and underscores.")
            String slug,

            @Required @NotBlank @Size(max = 10) String abbreviation,
            @Required @NotBlank @Size(max = 100) String name,
            @Size(max = 2_000) @Nullable String description,

            @Pattern(regexp = "#[0-9A-Fa-f]{6}", message = "Enter a colour as #RRGGBB.") @Nullable
            String hexcolor) {}

    /**
     * What a rating comes to.
     *
     * @param level the index of the level, from 0
     * @param slug the word for it
     * @param rank level ÷ (levels − 1), four decimals, so that severities of different matrices can be compared
     * @param score likelihood × impact; informative only, the level never comes from it
     */
    public record Severity(int level, String slug, BigDecimal rank, int score) {}
}
