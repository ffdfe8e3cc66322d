using FsCheck;
using FsCheck.Xunit;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>What is found of a row many bytes at a time is what one byte after the other says.</summary>
public class RowRunsTests
{
    [Property(MaxTest = 500)]
    public bool Runs_are_those_that_single_bytes_say(NonEmptyArray<byte> seed, PositiveInt length)
    {
        // Long runs and short ones, beyond the blocks of 64.
        var row = seed.Get.SelectMany((value, index) => Enumerable.Repeat((byte)(value & 3), index % 3 == 0 ? 1 + (value % 150) : 1 + (value % 3))).Take(1 + (length.Get * 7)).ToArray();
        var runs = new RowRuns(row.Length);
        row.CopyTo(runs.Row);
        runs.Find();
        return Enumerable.Range(0, row.Length).All(at => runs.LengthAt(at) == LengthAt(row, at) && runs.NextThree(at) == NextThree(row, at));
    }

    private static int LengthAt(byte[] row, int at) => row.Skip(at).TakeWhile(value => value == row[at]).Count();

    private static int NextThree(byte[] row, int at) => Enumerable.Range(at, row.Length - at).FirstOrDefault(place => LengthAt(row, place) >= 3, row.Length);
}
