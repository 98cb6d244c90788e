package redoubt.model.access;

import java.util.List;
import java.util.stream.Stream;

/** What roles on folders are made of. */
final class Permissions {

    private static final List<String> WORK =
            List.of("risk", "applied_control", "asset", "threat", "compliance_assessment", "task");
    private static final List<String> STRUCTURE = List.of("folder", "risk_matrix", "framework");
    private static final List<String> CATALOGUE = List.of("requirement_assessment");
    private static final List<String> CARE = List.of("webhook");

    /** All of them, in the order in which they are told. */
    static final List<Permission> ALL = all();

    private Permissions() {}

    private static List<Permission> all() {
        Stream<Permission> shown = Stream.of(WORK, STRUCTURE, CATALOGUE, CARE)
                .flatMap(List::stream)
                .map(Permission::view);
        Stream<Permission> written = Stream.of(WORK, STRUCTURE, CARE)
                .flatMap(List::stream)
                .flatMap(noun -> Stream.of(Permission.add(noun), Permission.change(noun), Permission.delete(noun)));
        Stream<Permission> others = Stream.of(
                Permission.change("requirement_assessment"),
                new Permission("approve_risk"),
                Permission.STREAM_EVENTS,
                Permission.VIEW_HISTORY,
                Permission.VIEW_AUDIT_LOG,
                Permission.EXPORT_AUDIT_LOG,
                Permission.VERIFY_AUDIT_LOG,
                Permission.MANAGE_ROLE_ASSIGNMENTS,
                Permission.MANAGE_USERS,
                Permission.MANAGE_PROJECTIONS,
                new Permission("manage_settings"));
        return Stream.of(shown, written, others).flatMap(each -> each).toList();
    }
}
