namespace Gantry.Benchmarks;

/// <summary>
/// Ways of doing the same work, measured in turns (A B C, A B C, ...), so that whatever else the machine does meets all of them alike.
/// </summary>
/// <param name="figures">What each turn of each contender gives, with its unit: a column each.</param>
internal sealed class Comparison(params string[] figures)
{
    private readonly List<(string Name, Func<CancellationToken, Task<double?[]>> Turn, List<double?[]> Turns)> _contenders = [];

    /// <summary>Adds a contender.</summary>
    /// <param name="name">Its name, as the table has it.</param>
    /// <param name="turn">Does the work once and gives the figures, in the order of the columns; null for one that it does not have.</param>
    public void Add(string name, Func<CancellationToken, Task<double?[]>> turn) => _contenders.Add((name, turn, []));

    /// <summary>Lets each have its turns, after some that do not count: files are in the page cache then, and code is compiled.</summary>
    /// <param name="turns">Those that count.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="warmUps">Those before: of a server as many as its compiler takes, which is done in the first minute of months.</param>
    public async Task RunAsync(int turns, CancellationToken cancellationToken, int warmUps = 1)
    {
        for (var turn = 1 - warmUps; turn <= turns; turn++)
        {
            foreach (var contender in _contenders)
            {
                var values = await contender.Turn(cancellationToken);
                if (turn > 0)
                {
                    contender.Turns.Add(values);
                }
            }
        }
    }

    /// <summary>The median of a contender's turns; null where it has no such figure.</summary>
    public double? Median(string name, string figure)
    {
        var column = Array.IndexOf(figures, figure);
        var values = _contenders.Find(contender => contender.Name == name).Turns?.Select(turn => turn[column]).OfType<double>().Order().ToArray();
        return values is null or [] ? null : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    /// <summary>Writes the medians, a row for each contender.</summary>
    public void Write(TextWriter output)
    {
        var table = new Table(["", .. figures]);
        foreach (var contender in _contenders)
        {
            table.Add([contender.Name, .. figures.Select(figure => Table.Number(Median(contender.Name, figure)))]);
        }

        table.Write(output);
    }
}
