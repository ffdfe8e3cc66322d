using static Gantry.Dicom.Network.UlAction;
using static Gantry.Dicom.Network.UlEvent;
using static Gantry.Dicom.Network.UlState;

namespace Gantry.Dicom.Network;

/// <summary>The upper layer protocol machine, PS3.8 Table 9-10, as a pure function.</summary>
/// <remarks>Stateless, and safe for concurrent use.</remarks>
internal static class UlStateMachine
{
    /// <summary>The cell of an event and a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="happened">The event.</param>
    /// <param name="isRequestor">True for the association requestor; it decides a release collision.</param>
    /// <returns>The action and the state it leads to. AE-6 leads to Sta13 instead where its executor rejects the request.</returns>
    /// <exception cref="InvalidOperationException">The cell is blank: the event cannot happen in the state.</exception>
    public static (UlAction Action, UlState Next) Next(UlState state, UlEvent happened, bool isRequestor) =>
        TryNext(state, happened, isRequestor, out var action, out var next)
            ? (action, next)
            : throw new InvalidOperationException($"PS3.8 Table 9-10 has no cell ({state}, {happened}).");

    /// <summary>As <see cref="Next"/>, for events that may come too late.</summary>
    /// <returns>False where the cell is blank.</returns>
    public static bool TryNext(UlState state, UlEvent happened, bool isRequestor, out UlAction action, out UlState next)
    {
        action = Cell(happened, state);
        next = StateAfter(action, isRequestor);
        return action != UlAction.None;
    }

    private static UlAction Cell(UlEvent happened, UlState state) => (happened, state) switch
    {
        (Evt1, Sta1) => AE1,
        (Evt2, Sta4) => AE2,
        (Evt5, Sta1) => AE5,

        (Evt3 or Evt4 or Evt10 or Evt12 or Evt13 or Evt19, Sta2) => AA1,
        (Evt6, Sta2) => AE6,
        (Evt16 or Evt18, Sta2) => AA2,
        (Evt17, Sta2) => AA5,

        (Evt7, Sta3) => AE7,
        (Evt8, Sta3) => AE8,

        (Evt15, Sta4) => AA2,
        (Evt17, Sta4) => AA4,

        (Evt3, Sta5) => AE3,
        (Evt4, Sta5) => AE4,

        (Evt9, Sta6) => DT1,
        (Evt10, Sta6) => DT2,
        (Evt11, Sta6) => AR1,
        (Evt12, Sta6) => AR2,

        (Evt10, Sta7) => AR6,
        (Evt12, Sta7) => AR8,
        (Evt13, Sta7) => AR3,

        (Evt9, Sta8) => AR7,
        (Evt14, Sta8) => AR4,

        (Evt14, Sta9) => AR9,
        (Evt13, Sta10) => AR10,
        (Evt13, Sta11) => AR3,
        (Evt14, Sta12) => AR4,

        (Evt3 or Evt4 or Evt10 or Evt12 or Evt13, Sta13) => AA6,
        (Evt6 or Evt19, Sta13) => AA7,
        (Evt16 or Evt18, Sta13) => AA2,
        (Evt17, Sta13) => AR5,

        // What every state with an association, or half of one, has in common; the exceptions stand above.
        (Evt3 or Evt4 or Evt6 or Evt10 or Evt12 or Evt13 or Evt19, Sta3 or Sta5 or (>= Sta6 and <= Sta12)) => AA8,
        (Evt15, Sta3 or Sta5 or (>= Sta6 and <= Sta12)) => AA1,
        (Evt16, Sta3 or Sta5 or (>= Sta6 and <= Sta12)) => AA3,
        (Evt17, Sta3 or Sta5 or (>= Sta6 and <= Sta12)) => AA4,

        _ => UlAction.None,
    };

    private static UlState StateAfter(UlAction action, bool isRequestor) => action switch
    {
        AE1 => Sta4,
        AE2 => Sta5,
        AE3 or AE7 or DT1 or DT2 => Sta6,
        AE5 => Sta2,
        AE6 => Sta3,
        AR1 or AR6 => Sta7,
        AR2 or AR7 => Sta8,
        AR8 => isRequestor ? Sta9 : Sta10,
        AR9 => Sta11,
        AR10 => Sta12,
        AE8 or AR4 or AA1 or AA6 or AA7 or AA8 => Sta13,
        AE4 or AR3 or AR5 or AA2 or AA3 or AA4 or AA5 => Sta1,
        _ => UlState.None,
    };
}
