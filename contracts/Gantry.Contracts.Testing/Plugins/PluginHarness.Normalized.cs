using System.Composition;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

public sealed partial class PluginHarness
{
    /// <summary>Performs N-CREATE.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<NServiceResponse> NCreateAsync(NCreateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UseAsync(Plugin.CreateHandler<INCreateHandler>(request.AffectedSopClassUid), request.Context, handler => handler.HandleAsync(request, cancellationToken));
    }

    /// <summary>Performs N-CREATE; <paramref name="operation"/> says who asks, anybody unless set.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<NServiceResponse> NCreateAsync(Uid sopClass, Uid sopInstance, DicomDataSet attributeList, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await NCreateAsync(test.NCreate(sopClass, sopInstance, attributeList), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs N-ACTION.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<NServiceResponse> NActionAsync(NActionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UseAsync(Plugin.CreateHandler<INActionHandler>(request.RequestedSopClassUid), request.Context, handler => handler.HandleAsync(request, cancellationToken));
    }

    /// <summary>Performs N-ACTION; <paramref name="operation"/> says who asks, anybody unless set.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<NServiceResponse> NActionAsync(Uid sopClass, Uid sopInstance, ushort actionTypeId, DicomDataSet actionInformation, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await NActionAsync(test.NAction(sopClass, sopInstance, actionTypeId, actionInformation), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs N-GET.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<NServiceResponse> NGetAsync(NGetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UseAsync(Plugin.CreateHandler<INGetHandler>(request.RequestedSopClassUid), request.Context, handler => handler.HandleAsync(request, cancellationToken));
    }

    /// <summary>Performs N-GET; <paramref name="operation"/> says who asks, anybody unless set.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<NServiceResponse> NGetAsync(Uid sopClass, Uid sopInstance, IEnumerable<Tag> attributes, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await NGetAsync(test.NGet(sopClass, sopInstance, attributes), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs N-SET.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<NServiceResponse> NSetAsync(NSetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UseAsync(Plugin.CreateHandler<INSetHandler>(request.RequestedSopClassUid), request.Context, handler => handler.HandleAsync(request, cancellationToken));
    }

    /// <summary>Performs N-SET; <paramref name="operation"/> says who asks, anybody unless set.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<NServiceResponse> NSetAsync(Uid sopClass, Uid sopInstance, DicomDataSet modificationList, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await NSetAsync(test.NSet(sopClass, sopInstance, modificationList), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs N-DELETE.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<NServiceResponse> NDeleteAsync(NDeleteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UseAsync(Plugin.CreateHandler<INDeleteHandler>(request.RequestedSopClassUid), request.Context, handler => handler.HandleAsync(request, cancellationToken));
    }

    /// <summary>Performs N-DELETE; <paramref name="operation"/> says who asks, anybody unless set.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<NServiceResponse> NDeleteAsync(Uid sopClass, Uid sopInstance, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await NDeleteAsync(test.NDelete(sopClass, sopInstance), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs N-EVENT-REPORT.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<NServiceResponse> NEventReportAsync(NEventReportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UseAsync(Plugin.CreateHandler<INEventReportHandler>(request.AffectedSopClassUid), request.Context, handler => handler.HandleAsync(request, cancellationToken));
    }

    /// <summary>Performs N-EVENT-REPORT; <paramref name="operation"/> says who asks, anybody unless set.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<NServiceResponse> NEventReportAsync(Uid sopClass, Uid sopInstance, ushort eventTypeId, DicomDataSet eventInformation, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await NEventReportAsync(test.NEventReport(sopClass, sopInstance, eventTypeId, eventInformation), test.Token).ConfigureAwait(false);
    }

    // The response is on its way once the handler is gone: what the plugin tells by events follows.
    private static async ValueTask<NServiceResponse> UseAsync<T>(Export<T> export, OperationContext context, Func<T, ValueTask<NServiceResponse>> use)
        where T : class
    {
        try
        {
            return await UseAsync(export, use).ConfigureAwait(false);
        }
        finally
        {
            (context.EventReports as RecordedEvents)?.Respond();
        }
    }
}
