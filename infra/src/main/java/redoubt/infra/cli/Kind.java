package redoubt.infra.cli;

import java.util.List;

/** Kinds of things that a server keeps, and what of them a table shows. */
enum Kind {
    RISKS("risks", "a risk", "id,ref_id,name,status,severity,due_date,updated_at"),
    APPLIED_CONTROLS(
            "applied-controls", "an applied control", "id,ref_id,name,status,category,priority,eta,updated_at"),
    COMPLIANCE_ASSESSMENTS(
            "compliance-assessments", "a compliance assessment", "id,ref_id,name,status,progress,due_date,updated_at"),
    TASKS("tasks", "a task", "id,ref_id,name,status,due_date,is_overdue,updated_at"),
    ASSETS("assets", "an asset", "id,ref_id,name,type,business_value,updated_at"),
    THREATS("threats", "a threat", "id,ref_id,name,provider,updated_at"),
    FOLDERS("folders", "a folder", "id,path,content_type,updated_at"),
    RISK_MATRICES("risk-matrices", "a risk matrix", "id,ref_id,name,provider,updated_at"),
    USERS("users", "an account", "id,email,first_name,last_name,is_active");

    private final String plural;
    private final String one;
    private final String columns;

    Kind(String plural, String one, String columns) {
        this.plural = plural;
        this.one = one;
        this.columns = columns;
    }

    /** What they are called in an address, and in a command. */
    String plural() {
        return plural;
    }

    /** One of them, in a sentence. */
    String one() {
        return one;
    }

    List<String> columns() {
        return List.of(columns.split(",", -1));
    }

    /** Where they are. */
    String path() {
        return "/api/v1/" + plural + "/";
    }
}
