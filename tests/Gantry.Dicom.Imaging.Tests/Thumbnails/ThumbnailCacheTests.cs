using Microsoft.Extensions.Time.Testing;

namespace Gantry.Dicom.Imaging.Tests;

public sealed class ThumbnailCacheTests : IDisposable
{
    private static readonly ThumbnailKey Key = new(new Uid("2.25.1"), "a", RenderOptions.Default);

    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-thumbnails").FullName;
    private readonly FakeTimeProvider _time = new();
    private int _rendered;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_is_rendered_once_and_outlives_the_cache()
    {
        var cache = new ThumbnailCache(_folder, 1_000_000, _time);
        var first = cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn);
        Assert.Equal(first.ToArray(), cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).ToArray());
        Assert.Equal(first.ToArray(), new ThumbnailCache(_folder, 1_000_000, _time).GetOrRender(Key, Open, PixelCodecs.BuiltIn).ToArray());
        Assert.Equal(1, _rendered);
    }

    [Fact]
    public void Another_content_size_window_or_frame_is_another_one()
    {
        var cache = new ThumbnailCache(_folder, 1_000_000, _time);
        var small = RenderOptions.Default with { MaximumSide = 16 };
        ThumbnailKey[] keys =
        [
            Key, Key with { Digest = "b" }, Key with { SopInstance = new Uid("2.25.2") }, Key with { FrameNumber = 1 }, Key with { Options = small },
            Key with { Options = small with { Window = new VoiWindow(3, 4) } }, Key with { Options = small with { Window = new VoiWindow(3, 4, VoiFunction.Sigmoid) } },
            Key with { Options = small with { IsInverted = true } }, Key with { Options = small with { ShowsOverlays = false } },
        ];
        foreach (var key in keys)
        {
            cache.GetOrRender(key, Open, PixelCodecs.BuiltIn);
        }

        Assert.Equal(keys.Length, _rendered);
        Assert.Equal(keys.Length, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Where_there_is_no_room_who_was_not_asked_for_goes()
    {
        var cache = new ThumbnailCache(_folder, 1_000_000, _time);
        var length = cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).Length;
        var limit = 16 * length;
        cache = new ThumbnailCache(_folder, limit, _time);
        for (var number = 0; number < 100; number++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            cache.GetOrRender(Key with { Digest = $"{number}" }, Open, PixelCodecs.BuiltIn);
            cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn);
            Assert.InRange(Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length), length, limit);
        }

        // The one that was asked for all the time was rendered once; of the others the last are there still.
        Assert.Equal(101, _rendered);
        cache.GetOrRender(Key with { Digest = "99" }, Open, PixelCodecs.BuiltIn);
        Assert.Equal(101, _rendered);
        cache.GetOrRender(Key with { Digest = "0" }, Open, PixelCodecs.BuiltIn);
        Assert.Equal(102, _rendered);
    }

    [Fact]
    public void What_is_too_large_is_given_and_not_kept()
    {
        var cache = new ThumbnailCache(_folder, 10, _time);
        Assert.NotEmpty(cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).ToArray());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Half_a_file_is_rendered_again()
    {
        var cache = new ThumbnailCache(_folder, 1_000_000, _time);
        var whole = cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).ToArray();
        File.WriteAllBytes(Assert.Single(Directory.GetFiles(_folder)), whole[..^9]);
        Assert.Equal(whole, cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).ToArray());
        Assert.Equal(whole, File.ReadAllBytes(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public void Who_cannot_be_kept_is_given_all_the_same()
    {
        var cache = new ThumbnailCache(Path.Combine(_folder, "gone"), 1_000_000, _time);
        Directory.Delete(Path.Combine(_folder, "gone"));
        Assert.NotEmpty(cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).ToArray());
    }

    [Fact]
    public void What_fails_is_tried_again()
    {
        var cache = new ThumbnailCache(_folder, 1_000_000, _time);
        Assert.Throws<PixelDataException>(() => cache.GetOrRender(Key, () => throw new PixelDataException("Damaged."), PixelCodecs.BuiltIn));
        Assert.NotEmpty(cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).ToArray());
    }

    [Fact]
    public async Task Of_several_at_a_time_one_renders()
    {
        var cache = new ThumbnailCache(_folder, 1_000_000, _time);
        using var all = new CountdownEvent(4);
        var asked = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                all.Signal();
                all.Wait(TestContext.Current.CancellationToken);
                return cache.GetOrRender(Key, Open, PixelCodecs.BuiltIn).Length;
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Assert.Single((await Task.WhenAll(asked)).Distinct());
        Assert.Equal(1, _rendered);
    }

    [Fact]
    public void The_frame_that_stands_for_all_is_the_one_that_the_data_set_names()
    {
        static PixelData Of(int? representative)
        {
            var dataSet = PixelDataTests.Described(1, 1, 8, 3).Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 1, 2, 3, 0 }));
            return PixelData.Of((representative is { } frame ? dataSet.Set(Tags.RepresentativeFrameNumber, frame) : dataSet).Build(), TransferSyntax.ExplicitVRLittleEndian);
        }

        Assert.Equal([1, 3, 1], ((int?[])[null, 3, 4]).Select(frame => Thumbnail.FrameOf(Of(frame))));
    }

    private PixelData Open()
    {
        Interlocked.Increment(ref _rendered);
        var samples = Enumerable.Range(0, 64 * 64).Select(at => (byte)(at / 16)).ToArray();
        return PixelData.Of(PixelDataTests.Described(64, 64, 8, 1).Set(new DicomBytes(Tags.PixelData, Vr.OB, samples)).Build(), TransferSyntax.ExplicitVRLittleEndian);
    }
}
