namespace Gantry.Dicom.Network.Tests.UpperLayer;

public sealed class UlStateMachineTests
{
    // PS3.8 Table 9-10: a row for each event, a column for each state, a dash where nothing can happen.
    private const string Table910 = """
        Evt   1     2     3     4     5     6     7     8     9     10    11    12    13
        1     AE1   -     -     -     -     -     -     -     -     -     -     -     -
        2     -     -     -     AE2   -     -     -     -     -     -     -     -     -
        3     -     AA1   AA8   -     AE3   AA8   AA8   AA8   AA8   AA8   AA8   AA8   AA6
        4     -     AA1   AA8   -     AE4   AA8   AA8   AA8   AA8   AA8   AA8   AA8   AA6
        5     AE5   -     -     -     -     -     -     -     -     -     -     -     -
        6     -     AE6   AA8   -     AA8   AA8   AA8   AA8   AA8   AA8   AA8   AA8   AA7
        7     -     -     AE7   -     -     -     -     -     -     -     -     -     -
        8     -     -     AE8   -     -     -     -     -     -     -     -     -     -
        9     -     -     -     -     -     DT1   -     AR7   -     -     -     -     -
        10    -     AA1   AA8   -     AA8   DT2   AR6   AA8   AA8   AA8   AA8   AA8   AA6
        11    -     -     -     -     -     AR1   -     -     -     -     -     -     -
        12    -     AA1   AA8   -     AA8   AR2   AR8   AA8   AA8   AA8   AA8   AA8   AA6
        13    -     AA1   AA8   -     AA8   AA8   AR3   AA8   AA8   AR10  AR3   AA8   AA6
        14    -     -     -     -     -     -     -     AR4   AR9   -     -     AR4   -
        15    -     -     AA1   AA2   AA1   AA1   AA1   AA1   AA1   AA1   AA1   AA1   -
        16    -     AA2   AA3   -     AA3   AA3   AA3   AA3   AA3   AA3   AA3   AA3   AA2
        17    -     AA5   AA4   AA4   AA4   AA4   AA4   AA4   AA4   AA4   AA4   AA4   AR5
        18    -     AA2   -     -     -     -     -     -     -     -     -     -     AA2
        19    -     AA1   AA8   -     AA8   AA8   AA8   AA8   AA8   AA8   AA8   AA8   AA7
        """;

    // PS3.8 Tables 9-6 to 9-9, the column "Next state"; requestor/acceptor where they differ.
    private static readonly Dictionary<string, string> Next = new()
    {
        ["AE1"] = "4",
        ["AE2"] = "5",
        ["AE3"] = "6",
        ["AE4"] = "1",
        ["AE5"] = "2",
        ["AE6"] = "3",
        ["AE7"] = "6",
        ["AE8"] = "13",
        ["DT1"] = "6",
        ["DT2"] = "6",
        ["AR1"] = "7",
        ["AR2"] = "8",
        ["AR3"] = "1",
        ["AR4"] = "13",
        ["AR5"] = "1",
        ["AR6"] = "7",
        ["AR7"] = "8",
        ["AR8"] = "9/10",
        ["AR9"] = "11",
        ["AR10"] = "12",
        ["AA1"] = "13",
        ["AA2"] = "1",
        ["AA3"] = "1",
        ["AA4"] = "1",
        ["AA5"] = "1",
        ["AA6"] = "13",
        ["AA7"] = "13",
        ["AA8"] = "13",
    };

    public static TheoryData<int, int, string> Cells()
    {
        var cells = new TheoryData<int, int, string>();
        foreach (var line in Table910.Split('\n').Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var state = 1; state <= 13; state++)
            {
                cells.Add(state, int.Parse(columns[0], System.Globalization.CultureInfo.InvariantCulture), columns[state]);
            }
        }

        return cells;
    }

    [Fact]
    public void The_reference_has_every_cell() => Assert.Equal(19 * 13, Cells().Count);

    [Theory, MemberData(nameof(Cells))]
    public void Every_cell_is_as_in_table_9_10(int state, int happened, string expected)
    {
        foreach (var isRequestor in new[] { true, false })
        {
            var found = UlStateMachine.TryNext((UlState)state, (UlEvent)happened, isRequestor, out var action, out var next);
            if (expected == "-")
            {
                Assert.False(found);
                Assert.Throws<InvalidOperationException>(() => UlStateMachine.Next((UlState)state, (UlEvent)happened, isRequestor));
                continue;
            }

            var expectedNext = Next[expected].Split('/');
            Assert.Equal(expected, action.ToString());
            Assert.Equal("Sta" + (isRequestor ? expectedNext[0] : expectedNext[^1]), next.ToString());
        }
    }
}
