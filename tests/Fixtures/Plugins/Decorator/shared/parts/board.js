customElements.define('fixture-board', class extends HTMLElement {
  async connectedCallback() {
    const response = await this.request('/fixture-decorator/greeting');
    this.textContent = await response.text();
  }
});
