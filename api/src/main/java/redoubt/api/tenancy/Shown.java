package redoubt.api.tenancy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What clients see. Numbers are those of the dialect; roles and states are its words. */
public final class Shown {

    private Shown() {}

    /** An organization, and what the caller is in it. */
    public record Organization(
            long id,
            String name,
            String domain,
            String plan,
            String businessUnitLabel,
            long memberCount,
            @Nullable String myRole,
            Instant createdAt,
            Instant updatedAt) {}

    /** Somebody's membership of an organization. */
    public record Membership(
            long id,
            long organization,
            String organizationName,
            long user,
            String userEmail,
            String role,
            Instant joinedAt,
            Instant createdAt,
            Instant updatedAt) {}

    /** The same, seen from the organization. */
    public record Member(long id, long user, String userEmail, String role, Instant joinedAt) {}

    /** A business unit. */
    public record BusinessUnit(
            long id,
            long organization,
            String name,
            String code,
            String description,
            @Nullable Long parent,
            long teamCount,
            Instant createdAt,
            Instant updatedAt) {}

    /** A team, and whether the caller belongs to it. */
    public record Team(
            long id,
            long organization,
            @Nullable Long businessUnit,
            @Nullable String businessUnitName,
            String name,
            String code,
            String description,
            long memberCount,
            boolean isDefault,
            boolean isMember,
            Instant createdAt,
            Instant updatedAt) {}

    /** Somebody's place in a team. */
    public record TeamMember(
            long id,
            long team,
            String teamName,
            long user,
            String userEmail,
            String userName,
            String role,
            Instant joinedAt,
            Instant createdAt,
            Instant updatedAt) {}

    /** An invitation, for those who may hand it on. */
    public record Invitation(
            String id,
            long team,
            String teamName,
            String organizationName,
            String email,
            String role,
            String token,
            String inviteUrl,
            @Nullable Long invitedBy,
            @Nullable String invitedByEmail,
            String status,
            Instant expiresAt,
            @Nullable Instant acceptedAt,
            Instant createdAt,
            Instant updatedAt) {}

    /** An invitation, for whoever has its link. */
    public record Preview(
            String teamName, String organizationName, String email, String role, String status, Instant expiresAt) {}
}
