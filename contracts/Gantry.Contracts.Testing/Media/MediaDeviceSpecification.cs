using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>
/// What every device must do, whoever it is: derive a test class from it. The device is one that makes media by itself, within <see cref="Patience"/>: a robot stands in for
/// with a simulation.
/// </summary>
public abstract class MediaDeviceSpecification : ServiceSpecification<IMediaDevice>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-medium-").FullName;

    /// <summary>How long the device may take for a small medium; 30 seconds unless set.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "DICOM"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "README.TXT"), "A medium of a test.", Cancellation).ConfigureAwait(false);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "DICOM", "IMG00001"), new byte[5_000], Cancellation).ConfigureAwait(false);
        await base.InitializeAsync().ConfigureAwait(false);
    }

    /// <summary>Its description is of use.</summary>
    [Fact]
    public async Task It_says_what_it_is_called_what_it_makes_and_how_it_is()
    {
        Assert.Matches("^[a-z0-9][a-z0-9.-]*$", Service.Name);
        Assert.NotEmpty(Service.Media);
        Assert.All(Service.Media, medium => Assert.True(medium.Name.Length > 0 && medium.Capacity > 0, $"{medium}"));
        Assert.True(Enum.IsDefined((await Service.GetStateAsync(Cancellation)).Condition));
    }

    /// <summary>Copies are pieces.</summary>
    [Fact]
    public async Task An_order_is_performed_in_all_its_copies()
    {
        var order = NewOrder() with { Copies = 2 };

        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 2), await EndAsync(order.Id));
    }

    /// <summary>Who does not know whether an order arrived gives it again.</summary>
    [Fact]
    public async Task An_order_that_is_given_twice_is_one_order()
    {
        var order = NewOrder();

        await Service.SubmitAsync(order, Cancellation);
        await Service.SubmitAsync(order, Cancellation);
        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        await Service.SubmitAsync(order with { Copies = 3 }, Cancellation);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
    }

    /// <summary>Nothing is made up.</summary>
    [Fact]
    public async Task Of_an_order_that_never_came_nothing_is_known()
    {
        Assert.Null(await Service.FindAsync("NEVER", Cancellation));
        Assert.Equal(MediaCancellation.Unknown, await Service.CancelAsync("NEVER", Cancellation));
        await Service.ForgetAsync("NEVER", Cancellation);
    }

    /// <summary>A refusal leaves nothing behind.</summary>
    [Fact]
    public async Task What_it_can_never_make_it_refuses_and_forgets()
    {
        var medium = NewOrder() with { Medium = "CLAY TABLET" };
        var folder = NewOrder() with { Folder = Path.Combine(_folder, "nowhere") };

        await Assert.ThrowsAsync<MediaDeviceException>(() => Service.SubmitAsync(medium, Cancellation).AsTask());
        await Assert.ThrowsAsync<MediaDeviceException>(() => Service.SubmitAsync(folder, Cancellation).AsTask());

        Assert.Null(await Service.FindAsync(medium.Id, Cancellation));
        Assert.Null(await Service.FindAsync(folder.Id, Cancellation));
    }

    /// <summary>C201H.</summary>
    [Fact]
    public async Task What_is_done_cannot_be_cancelled()
    {
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        Assert.Equal(MediaCancellation.Completed, await Service.CancelAsync(order.Id, Cancellation));
        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
    }

    /// <summary>A cancellation that came too late is told as one.</summary>
    [Fact]
    public async Task What_is_cancelled_ends_and_is_not_said_to_be_done()
    {
        var order = NewOrder() with { Copies = 20 };
        await Service.SubmitAsync(order, Cancellation);

        var cancellation = await Service.CancelAsync(order.Id, Cancellation);

        var (state, _) = await EndAsync(order.Id);
        Assert.Equal(cancellation == MediaCancellation.Cancelled ? MediaOrderState.Failed : MediaOrderState.Done, state);
        Assert.NotEqual(MediaCancellation.Unknown, cancellation);
    }

    /// <summary>Memory does not grow for ever.</summary>
    [Fact]
    public async Task What_has_ended_is_forgotten_when_it_is_told_so()
    {
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        await Service.ForgetAsync(order.Id, Cancellation);

        Assert.Null(await Service.FindAsync(order.Id, Cancellation));
    }

    /// <summary>An order needs nobody who watches over it.</summary>
    [Fact]
    public async Task Orders_outlive_a_restart()
    {
        var (done, under) = (NewOrder(), NewOrder());
        await Service.SubmitAsync(done, Cancellation);
        await EndAsync(done.Id);
        await Service.SubmitAsync(under with { Copies = 3 }, Cancellation);

        await RestartServiceAsync();

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(done.Id));
        Assert.Equal((MediaOrderState.Done, 3), await EndAsync(under.Id));
    }

    /// <summary>An order of the medium that the device makes first.</summary>
    protected MediaOrder NewOrder() => new()
    {
        Id = Convert.ToHexString(Guid.NewGuid().ToByteArray())[..MediaOrder.MaximumIdLength],
        Request = Uid.New(),
        Folder = _folder,
        Medium = Service.Media[0].Name,
        Volume = "TEST",
        CreatedAt = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
    };

    /// <summary>Waits until an order has ended.</summary>
    /// <returns>How it ended, and how many pieces were made.</returns>
    protected async Task<(MediaOrderState State, int PiecesMade)> EndAsync(string id)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        while (true)
        {
            var progress = await Service.FindAsync(id, patience.Token);
            Assert.NotNull(progress);
            if (progress.HasEnded)
            {
                return (progress.State, progress.PiecesMade);
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Deletes the folder that orders are made of; called by <see cref="ServiceSpecification{T}.DestroyAsync"/> of who derives.</summary>
    protected void DeleteFolder() => Directory.Delete(_folder, recursive: true);
}
