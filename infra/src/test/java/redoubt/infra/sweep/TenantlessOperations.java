package redoubt.infra.sweep;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Operations in which nothing stands that belongs to an organization, by why that is so. */
final class TenantlessOperations {

    private static final Map<String, Set<String>> BY_REASON = Map.of(
            "is the same for everybody",
            Set.of(
                    "read_health",
                    "read_readiness",
                    "read_openapi",
                    "read_schema",
                    "read_docs",
                    "read_redoc",
                    "read_settings_page",
                    "read_live_page",
                    "read_keys",
                    "read_meta",
                    "read_changelog",
                    "list_webhook_event_types",
                    "read_webhook_event_type_schema",
                    "list_public_keys",
                    "list_roles"),
            "is about the account of whoever asks, or of whoever can show a secret of it",
            Set.of(
                    "sign_in",
                    "sign_out",
                    "register",
                    "verify_email",
                    "request_email_verification",
                    "change_password",
                    "request_password_reset",
                    "reset_password",
                    "refresh_token",
                    "verify_token",
                    "update_own_account",
                    "replace_own_account"),
            "opens to whoever holds the link",
            Set.of("read_invite", "accept_invite"),
            "runs the whole of the house, whoever lives in it",
            Set.of(
                    "list_projections",
                    "read_projection",
                    "rebuild_projection",
                    "rebuild_all_projections",
                    "list_rebuilds",
                    "read_rebuild",
                    "follow_rebuild",
                    "cancel_rebuild",
                    "pause_projection",
                    "resume_projection",
                    "read_event_store",
                    "list_parked_events",
                    "read_parked_events",
                    "retry_parked_events",
                    "drop_parked_events",
                    "read_chain_head",
                    "list_checkpoints",
                    "verify_audit_log",
                    "start_verification",
                    "read_verification"));

    private TenantlessOperations() {}

    /** Their names in the document. */
    static Set<String> names() {
        return BY_REASON.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Whether an operation is one of them. */
    static boolean has(Operation operation) {
        return names().contains(operation.id());
    }

    /** Those that the document does not know. */
    static Set<String> gone(Stream<Operation> operations) {
        Set<String> gone = names();
        operations.map(Operation::id).forEach(gone::remove);
        return gone;
    }
}
