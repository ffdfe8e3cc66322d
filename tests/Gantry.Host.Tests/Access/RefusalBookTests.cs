using System.Globalization;
using System.Net;
using Gantry.Dicom;
using Gantry.Host.Access;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Access;

public sealed class RefusalBookTests
{
    private static readonly IPAddress Here = IPAddress.Parse("10.1.2.3");
    private readonly FakeTimeProvider _clock = new();
    private readonly RefusalBook _book;

    public RefusalBookTests() => _book = new RefusalBook(_clock);

    [Fact]
    public void Refusals_of_one_kind_are_counted_together_and_the_last_comes_first()
    {
        var first = _clock.GetUtcNow();
        Note("CT1", RefusalReason.UnknownCaller);
        Note("CT2", RefusalReason.UnknownCaller);
        Note("CT1", RefusalReason.WrongAddress);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Note("CT1", RefusalReason.UnknownCaller);

        Assert.Equal(
            [("CT1", RefusalReason.UnknownCaller, 2L), ("CT1", RefusalReason.WrongAddress, 1L), ("CT2", RefusalReason.UnknownCaller, 1L)],
            _book.List().Select(entry => (entry.CallingAETitle.Value, entry.Reason, entry.Count)));
        Assert.Equal((first, first.AddMinutes(5)), (_book.List()[0].First, _book.List()[0].Last));
    }

    [Fact]
    public void A_hundred_thousand_callers_of_as_many_names_take_no_more_room_than_five_hundred()
    {
        Note("KEPT", RefusalReason.UnknownCaller);
        for (var i = 0; i < 100_000; i++)
        {
            Note(i.ToString(CultureInfo.InvariantCulture), RefusalReason.UnknownCaller);
            if (i % 400 == 0)
            {
                Note("KEPT", RefusalReason.UnknownCaller); // who comes again is not forgotten
            }
        }

        var list = _book.List();
        Assert.Equal(RefusalBook.Most, list.Count);
        Assert.Equal("99999", list[0].CallingAETitle.Value);
        Assert.Equal(251, list.Single(entry => entry.CallingAETitle.Value == "KEPT").Count);
    }

    [Fact]
    public void What_is_settled_is_forgotten_of_that_AE_alone()
    {
        Note("CT1", RefusalReason.UnknownCaller);
        Note("CT1", RefusalReason.NotAllowed);
        Note("CT2", RefusalReason.UnknownCaller);

        _book.Forget(new AETitle("CT1"));

        Assert.Equal("CT2", Assert.Single(_book.List()).CallingAETitle.Value);
    }

    private void Note(string calling, RefusalReason reason) => _book.Note(new AETitle(calling), new AETitle("GANTRY"), Here, new Refusal(reason, "Why."));
}
