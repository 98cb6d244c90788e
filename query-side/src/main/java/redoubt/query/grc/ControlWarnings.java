package redoubt.query.grc;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import redoubt.grc.Control;

/** What looks odd about a control. Codes that inform and never block; pure. */
final class ControlWarnings {

    private ControlWarnings() {}

    static List<String> of(Control control, LocalDate today) {
        List<String> codes = new ArrayList<>();
        LocalDate start = control.startDate();
        LocalDate eta = control.eta();
        add(codes, "no_eta", eta == null && ControlDates.pending(control));
        add(codes, "eta_in_past", ControlDates.overdue(control, today));
        add(codes, "no_effort", control.effort() == null);
        add(codes, "no_cost", control.cost() == null);
        add(codes, "no_link", control.link() == null);
        add(codes, "start_after_eta", start != null && eta != null && start.isAfter(eta));
        add(codes, "expired", ControlDates.expired(control, today));
        return List.copyOf(codes);
    }

    private static void add(List<String> codes, String code, boolean holds) {
        if (holds) {
            codes.add(code);
        }
    }
}
