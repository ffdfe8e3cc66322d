import { LitElement, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { AdminClient } from '../admin/client.js';
import { Follower } from '../admin/follower.js';
import { Http, HttpProblem, messageOf } from '../net/http.js';
import { message } from './messages.js';

/** What the elements of the administration have in common: a server, a token, and asking again and again while they are in the page. */
export abstract class AdminElement extends LitElement {
  /** The URL of the server; empty for that of the page. */
  @property() server = '';
  /** The token that opens the administration. */
  @property({ attribute: false }) token: string | undefined;
  /** How long to wait between two questions, in milliseconds. */
  @property({ type: Number }) interval = 2_000;
  /** What the last question failed with; empty where it did not. */
  @state() protected problem = '';

  protected client = new AdminClient(new Http(''));
  private follower: Follower | undefined;

  /** Asks for all that is shown. */
  protected abstract refresh(signal: AbortSignal): Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('server');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.follower?.stop();
    this.follower = undefined;
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('server') || changed.has('token') || changed.has('interval')) {
      this.client = new AdminClient(new Http(this.server, () => (this.token ? `Bearer ${this.token}` : undefined)));
      this.follower?.stop();
      this.follower = undefined;
      if (this.isConnected) {
        this.follow();
      }
    }
  }

  /** Asks at once, and goes on. */
  protected follow(): void {
    this.follower?.stop();
    this.follower = new Follower(async (signal) => {
      await this.refresh(signal);
      this.problem = '';
    }, (error) => { this.problem = sentenceOf(error); }, this.interval);
    this.follower.start();
  }

  /** Stops asking. */
  protected rest(): void {
    this.follower?.stop();
  }

  /** Does something, and asks anew; what fails is shown. Resolves with whether it was done. */
  protected async perform(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
    } catch (error) {
      this.rest(); // the next answer would wipe away why it was not done
      this.problem = message('common.failed', { reason: sentenceOf(error) });
      return false;
    }

    this.follow();
    return true;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof HttpProblem && error.status === 401) {
    return message('common.notAllowed');
  }

  return error instanceof HttpProblem && error.status === 0 ? message('common.noAnswer', { reason: error.message }) : messageOf(error);
}
