using System.Globalization;
using System.Numerics;

namespace Gantry.Dicom.Tests.Values;

/// <summary>UIDs that are made here tell nobody when, where or by whom (PS3.5 §B.2).</summary>
public sealed class UidTests
{
    private const int Many = 4_000;

    // Of 128 bits 6 say that it is a random UUID (RFC 9562 §5.4); each of the others is as often set as not, and no two neighbours in time are alike: neither clock nor address is in it.
    [Fact]
    public void A_new_UID_is_122_random_bits()
    {
        var uids = new Uid[Many];
        Parallel.For(0, Many, index => uids[index] = Uid.New());
        var numbers = uids.Select(uid => BigInteger.Parse(uid.Value["2.25.".Length..], CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal(Many, uids.Distinct().Count());
        Assert.All(uids, uid => Assert.True(uid.Value.StartsWith("2.25.", StringComparison.Ordinal) && Uid.TryParse(uid.Value, out _) && uid.Value.Length <= 64));
        var random = 0;
        for (var bit = 0; bit < 128; bit++)
        {
            var set = numbers.Count(number => !(number >> bit).IsEven);
            var isFixed = bit is 62 or 63 or (>= 76 and <= 79);
            Assert.True(isFixed ? set is 0 or Many : set is > Many * 2 / 5 and < Many * 3 / 5, $"Bit {bit} is set in {set} of {Many}.");
            random += isFixed ? 0 : 1;
        }

        Assert.Equal(122, random);
    }

    [Fact]
    public void A_new_UID_cannot_be_told_from_the_one_before()
    {
        var numbers = Enumerable.Range(0, Many).Select(_ => BigInteger.Parse(Uid.New().Value["2.25.".Length..], CultureInfo.InvariantCulture)).ToArray();
        var ascending = numbers.Zip(numbers.Skip(1)).Count(pair => pair.First < pair.Second);
        Assert.InRange(ascending, Many * 2 / 5, Many * 3 / 5); // by a clock nearly all would be
    }
}
