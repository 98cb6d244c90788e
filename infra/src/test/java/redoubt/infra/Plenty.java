package redoubt.infra;

import java.util.List;

/** Tests ask for more in a minute than anybody should; only those about limits want to meet one. */
public final class Plenty {

    /** Settings under which nobody meets a rate limit. */
    public static final List<String> SETTINGS = List.of(
            "--redoubt.rate.hourly=1000000000",
            "--redoubt.rate.burst=1000000000",
            "--redoubt.rate.refused=1000000000",
            "--redoubt.rate.elsewhere.hourly=1000000000",
            "--redoubt.rate.elsewhere.burst=1000000000");

    private Plenty() {}
}
